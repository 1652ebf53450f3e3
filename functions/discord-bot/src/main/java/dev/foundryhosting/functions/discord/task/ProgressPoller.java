/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.task;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.handler.InstanceView;
import dev.foundryhosting.functions.discord.interaction.ProgressPoll;
import dev.foundryhosting.functions.discord.interaction.Reply;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.TaskQueue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.usage.Prices;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Edits the dashboard while a server is in motion. It polls every few seconds for as long as the
 * function may run and then queues itself again, so often that a start which fails after ten
 * minutes is seen; fewer than sixteen times, where Lambda takes it for a runaway loop ("Recursive
 * loop detection"). If it dies, the server's events still refresh the dashboard.
 */
public final class ProgressPoller {
  private static final Logger LOG = Logger.getLogger(ProgressPoller.class);

  private static final Duration PERIOD = Duration.ofSeconds(4);

  /** For the last poll and the queueing. */
  private static final Duration RESERVE = Duration.ofSeconds(20);

  private static final int HOPS = 12;

  private final Management management;
  private final Discord discord;
  private final Dashboards dashboards;
  private final TaskQueue queue;
  private final Sleeper sleeper;
  private final Clock clock;
  private final Prices prices;

  public ProgressPoller(
      Management management,
      Discord discord,
      Dashboards dashboards,
      TaskQueue queue,
      Sleeper sleeper,
      Clock clock,
      Prices prices) {
    this.management = management;
    this.discord = discord;
    this.dashboards = dashboards;
    this.queue = queue;
    this.sleeper = sleeper;
    this.clock = clock;
    this.prices = prices;
  }

  /**
   * Polls until the server rests or the time is up.
   *
   * @param function by which name this function was called
   */
  void poll(ProgressPoll poll, Deadline deadline, String function) {
    String shown = "";
    while (deadline.leaves(RESERVE)) {
      sleeper.pause(PERIOD);
      InstanceAnswer instance;
      try {
        instance = management.perform(Action.STATUS.by(poll.user(), NoFields.NONE));
      } catch (PlatformException e) {
        if (e.code() == ErrorCode.INSTANCE_NOT_FOUND) {
          var unused = shows(poll, InstanceView.none(Texts.in(poll.language())));
          return;
        }
        LOG.debug("Could not read a server's status; the next poll tries again", e);
        continue;
      }
      Message dashboard = new InstanceView(instance, Texts.in(poll.language())).dashboard(prices);
      String seen = dashboard.json().toString();
      if (seen.equals(shown) || shows(poll, dashboard)) {
        shown = seen;
        if (!InstanceView.isInMotion(instance)) {
          return;
        }
      }
    }
    if (poll.hop() < HOPS) {
      queue.queue(function, poll.next().json());
    }
  }

  /** Whether the reply shows it, if there is one that can. */
  private boolean shows(ProgressPoll poll, Message dashboard) {
    dashboards.show(poll.user(), dashboard);
    if (poll.reply().isPresent() && Reply.isAlive(poll.receivedAt(), clock)) {
      try {
        discord.editOriginal(poll.reply().get(), dashboard);
      } catch (DiscordApiException e) {
        // The person has closed it; the dashboard in the channel goes on.
        LOG.debug("Could not edit a reply", e);
      } catch (PlatformException e) {
        LOG.debug("Could not edit a reply; the next poll tries again", e);
        return false;
      }
    }
    return true;
  }
}
