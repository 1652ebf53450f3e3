package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.platform.TaskQueue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.view.InstanceView;
import dev.foundryhosting.instance.port.Deadline;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Edits the dashboard while a server is in motion. It looks every few seconds for as long as the
 * function may run and then hands itself over, so often that a start which fails after ten minutes
 * is seen; fewer than sixteen times, at which Lambda takes it for a loop gone wild ("Recursive loop
 * detection"). Should it die, the events of the server still come.
 */
final class ProgressPoller {
  private static final Logger LOG = Logger.getLogger(ProgressPoller.class);

  private static final Duration PERIOD = Duration.ofSeconds(4);

  /** What is kept for the last look and the handing over. */
  private static final Duration RESERVE = Duration.ofSeconds(20);

  static final int HOPS = 12;

  private final Management management;
  private final Discord discord;
  private final Dashboards dashboards;
  private final TaskQueue work;
  private final Sleeper pauses;
  private final Clock clock;

  ProgressPoller(
      Management management,
      Discord discord,
      Dashboards dashboards,
      TaskQueue work,
      Sleeper pauses,
      Clock clock) {
    this.management = management;
    this.discord = discord;
    this.dashboards = dashboards;
    this.work = work;
    this.pauses = pauses;
    this.clock = clock;
  }

  /**
   * Watches until the server stands still or time is up.
   *
   * @param function by which name this function was called
   */
  void watch(ProgressPoll watch, Deadline deadline, String function) {
    String shown = "";
    while (deadline.leaves(RESERVE)) {
      pauses.pause(PERIOD);
      JsonNode instance;
      try {
        instance = management.perform(ManagementRequest.of("status", watch.user()));
      } catch (PlatformException e) {
        if (e.code() == ErrorCode.INSTANCE_NOT_FOUND) {
          var unused = shown(watch, InstanceView.none(Texts.in(watch.language())));
          return;
        }
        // It is looked at again in a moment.
        LOG.debug("Could not look at a server", e);
        continue;
      }
      Message dashboard = new InstanceView(instance, Texts.in(watch.language())).dashboard();
      String seen = dashboard.json().toString();
      if (seen.equals(shown) || shown(watch, dashboard)) {
        shown = seen;
        if (!InstanceView.isInMotion(instance)) {
          return;
        }
      }
    }
    if (watch.hop() < HOPS) {
      work.handOver(function, watch.next().json());
    }
  }

  /** Whether the reply shows it, if there is one that can. */
  private boolean shown(ProgressPoll watch, Message dashboard) {
    dashboards.show(watch.user(), dashboard);
    if (watch.reply().isPresent() && Reply.isAlive(watch.receivedAt(), clock)) {
      try {
        discord.editOriginal(watch.reply().get(), dashboard);
      } catch (DiscordApiException e) {
        // The person has closed it; the dashboard in the channel goes on.
        LOG.debug("A reply is gone", e);
      } catch (PlatformException e) {
        LOG.debug("A reply could not be edited; it is tried again in a moment", e);
        return false;
      }
    }
    return true;
  }
}
