/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.handler.InteractionHandlers;
import dev.foundryhosting.functions.discord.handler.InteractionStep;
import dev.foundryhosting.functions.discord.handler.InteractionTask;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.ProgressPoll;
import dev.foundryhosting.functions.discord.interaction.Reply;
import dev.foundryhosting.functions.discord.platform.Management;
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
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Completes the steps that {@code InteractionEndpoint} deferred: each once, however often Discord
 * or Lambda deliver it. A failure, too, ends in a sentence for the person.
 */
public final class TaskRunner {
  private static final Logger LOG = Logger.getLogger(TaskRunner.class);

  /** Longer than the function may run: a claim that is older belongs to a dead invocation. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** Longer than Discord or Lambda deliver anything again. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final BotStore store;
  private final Management management;
  private final InteractionHandlers handlers;
  private final ProgressPoller poller;
  private final Discord discord;
  private final MemberMessenger messenger;
  private final Sleeper sleeper;
  private final Clock clock;

  public TaskRunner(
      BotStore store,
      Management management,
      InteractionHandlers handlers,
      ProgressPoller poller,
      Discord discord,
      MemberMessenger messenger,
      Sleeper sleeper,
      Clock clock) {
    this.store = store;
    this.management = management;
    this.handlers = handlers;
    this.poller = poller;
    this.discord = discord;
    this.messenger = messenger;
    this.sleeper = sleeper;
    this.clock = clock;
  }

  /**
   * Runs a task.
   *
   * @param queued the task as it was queued
   * @param function by which name this function was called
   */
  public void run(JsonNode queued, Invocation invocation, String function, RequestLog.Entry entry) {
    Optional<Interaction> interaction = QueuedInteraction.read(queued);
    Optional<ProgressPoll> poll =
        interaction.isPresent()
            ? complete(interaction.get(), invocation.requestId(), entry)
            : Optional.of(ProgressPoll.read(queued).orElseThrow(TaskRunner::unknown));
    poll.ifPresent(each -> poller.poll(each, invocation.deadline(), function));
  }

  private Optional<ProgressPoll> complete(
      Interaction interaction, String requestId, RequestLog.Entry entry) {
    Optional<InteractionStep> step = handlers.find(interaction.input());
    entry.user(interaction.userId());
    entry.action(step.map(found -> found.id().name()).orElse("unknown"));
    InteractionTask task =
        new InteractionTask(
            interaction,
            management,
            new Reply(interaction, discord, messenger, sleeper, clock),
            requestId);
    String key = "interaction#" + interaction.id();
    try {
      Instant now = clock.instant();
      if (!store.claim(key, requestId, now, now.plus(LEASE), now.plus(REMEMBERED))) {
        LOG.debug("An interaction came again");
        return Optional.empty();
      }
      work(step).accept(task);
      markDone(key);
      return task.progressPoll();
    } catch (PlatformException e) {
      if (e.getCause() != null) {
        LOG.warn(e.getMessage(), e);
      }
      entry.failed(e.code());
      fail(task, step, e);
    } catch (DiscordApiException e) {
      // The work itself may well be done; only its display failed.
      LOG.warn(e.getMessage(), e);
      fail(task, step, PlatformException.dependency(e.getMessage(), false, e));
    } catch (Throwable e) {
      LOG.error("A defect", e);
      entry.failed(ErrorCode.INTERNAL_ERROR);
      fail(task, step, new PlatformException(ErrorCode.INTERNAL_ERROR, ""));
    }
    markDone(key);
    return Optional.empty();
  }

  private static Consumer<InteractionTask> work(Optional<InteractionStep> step) {
    return switch (step.orElseThrow(TaskRunner::unknown)) {
      case InteractionStep.Deferred deferred -> deferred.work();
      case InteractionStep.Immediate over -> throw unknown();
    };
  }

  /** Never throws: Lambda would run the whole task again. */
  private static void fail(
      InteractionTask task, Optional<InteractionStep> step, PlatformException failure) {
    boolean keepsMessage =
        step.isPresent()
            && step.get() instanceof InteractionStep.Deferred deferred
            && deferred.updatesMessage();
    try {
      task.fail(failure, keepsMessage);
    } catch (PlatformException | DiscordApiException e) {
      LOG.error("A failure did not reach its person", e);
    }
  }

  /** Not worth a failure: until the lease ends a redelivery finds the claim taken. */
  private void markDone(String key) {
    try {
      store.done(key);
    } catch (PlatformException e) {
      LOG.warn("Could not note that an interaction is done", e);
    }
  }

  private static PlatformException unknown() {
    return PlatformException.invalid("work", "must be of a kind that we know");
  }
}
