package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.endpoint.InteractionWork;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.RequestLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Does what the door promised, once however often Discord or Lambda deliver it, and ends in
 * something that the person can read, also when it fails.
 */
public final class TaskRunner {
  private static final Logger LOG = Logger.getLogger(TaskRunner.class);

  /** Longer than the function may run: who has a claim and is silent so long has died. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** Longer than Discord or Lambda deliver anything again. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final BotStore memory;
  private final InteractionHandlers deeds;
  private final ProgressPoller watcher;
  private final Discord discord;
  private final MemberMessenger mail;
  private final Sleeper pauses;
  private final Clock clock;

  TaskRunner(
      BotStore memory,
      InteractionHandlers deeds,
      ProgressPoller watcher,
      Discord discord,
      MemberMessenger mail,
      Sleeper pauses,
      Clock clock) {
    this.memory = memory;
    this.deeds = deeds;
    this.watcher = watcher;
    this.discord = discord;
    this.mail = mail;
    this.pauses = pauses;
    this.clock = clock;
  }

  /**
   * Works.
   *
   * @param work as it was handed over
   * @param function by which name this function was called
   */
  public void work(JsonNode work, Invocation invocation, String function, RequestLog.Entry entry) {
    Optional<Interaction> interaction = InteractionWork.read(work);
    Optional<ProgressPoll> watch =
        interaction.isPresent()
            ? once(interaction.get(), invocation.requestId(), entry)
            : ProgressPoll.read(work);
    if (interaction.isEmpty() && watch.isEmpty()) {
      throw PlatformException.invalid("work", "must be of a kind that we know");
    }
    watch.ifPresent(each -> watcher.watch(each, invocation.deadline(), function));
  }

  private Optional<ProgressPoll> once(
      Interaction interaction, String requestId, RequestLog.Entry entry) {
    entry.user(interaction.person().userId());
    entry.action(InteractionHandlers.name(interaction.deed()));
    InteractionTask job =
        new InteractionTask(
            interaction,
            Texts.in(interaction.language()),
            new Reply(interaction, discord, mail, pauses, clock),
            requestId);
    String key = "interaction#" + interaction.id();
    try {
      Instant now = clock.instant();
      if (!memory.claim(key, requestId, now, now.plus(LEASE), now.plus(REMEMBERED))) {
        LOG.debug("An interaction came again");
        return Optional.empty();
      }
      Optional<ProgressPoll> watch = deeds.perform(job);
      done(key);
      return watch;
    } catch (PlatformException e) {
      if (e.getCause() != null) {
        LOG.warn(e.getMessage(), e);
      }
      entry.failed(e.code());
      fail(job, key, e);
    } catch (DiscordApiException e) {
      // What was asked for may well be done; only telling it failed.
      LOG.warn(e.getMessage(), e);
      fail(job, key, PlatformException.dependency(e.getMessage(), false, e));
    } catch (Throwable e) {
      LOG.error("A defect", e);
      entry.failed(ErrorCode.INTERNAL_ERROR);
      fail(job, key, new PlatformException(ErrorCode.INTERNAL_ERROR, ""));
    }
    return Optional.empty();
  }

  /** Never throws: Lambda would do all of it again, and tell the failure again. */
  private void fail(InteractionTask job, String key, PlatformException failure) {
    Message message = job.texts().failure(failure);
    try {
      if (job.interaction().deed() instanceof Interaction.MessageComponent press
          && InteractionHandlers.changesItsMessage(press)) {
        // What stands there is still true, and its buttons are still needed.
        job.reply().tell(message);
      } else {
        job.reply().edit(message);
      }
    } catch (PlatformException | DiscordApiException e) {
      LOG.error("Nobody could be told of a failure", e);
    }
    done(key);
  }

  /** Not worth a failure: until the lease ends a redelivery finds the claim taken. */
  private void done(String key) {
    try {
      memory.done(key);
    } catch (PlatformException e) {
      LOG.warn("Could not note that an interaction is done", e);
    }
  }
}
