package dev.foundryhosting.functions.discord.work;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.door.InteractionWork;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.mail.Mail;
import dev.foundryhosting.functions.discord.memory.BotMemory;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordRefusal;
import dev.foundryhosting.functions.discord.rest.Pauses;
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
public final class Worker {
  private static final Logger LOG = Logger.getLogger(Worker.class);

  /** Longer than the function may run: who has a claim and is silent so long has died. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** Longer than Discord or Lambda deliver anything again. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final BotMemory memory;
  private final Deeds deeds;
  private final Watcher watcher;
  private final Discord discord;
  private final Mail mail;
  private final Pauses pauses;
  private final Clock clock;

  Worker(
      BotMemory memory,
      Deeds deeds,
      Watcher watcher,
      Discord discord,
      Mail mail,
      Pauses pauses,
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
    Optional<Watch> watch =
        interaction.isPresent()
            ? once(interaction.get(), invocation.requestId(), entry)
            : Watch.read(work);
    if (interaction.isEmpty() && watch.isEmpty()) {
      throw PlatformException.invalid("work", "must be of a kind that we know");
    }
    watch.ifPresent(each -> watcher.watch(each, invocation.deadline(), function));
  }

  private Optional<Watch> once(Interaction interaction, String requestId, RequestLog.Entry entry) {
    entry.user(interaction.person().userId());
    entry.action(Deeds.name(interaction.deed()));
    Job job =
        new Job(
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
      Optional<Watch> watch = deeds.perform(job);
      done(key);
      return watch;
    } catch (PlatformException e) {
      if (e.getCause() != null) {
        LOG.warn(e.getMessage(), e);
      }
      entry.failed(e.code());
      fail(job, key, e);
    } catch (DiscordRefusal e) {
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
  private void fail(Job job, String key, PlatformException failure) {
    Message message = job.texts().failure(failure);
    try {
      if (job.interaction().deed() instanceof Interaction.Press press
          && Deeds.changesItsMessage(press)) {
        // What stands there is still true, and its buttons are still needed.
        job.reply().tell(message);
      } else {
        job.reply().edit(message);
      }
    } catch (PlatformException | DiscordRefusal e) {
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
