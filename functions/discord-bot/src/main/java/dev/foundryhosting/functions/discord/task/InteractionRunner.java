/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.handler.InteractionHandlers;
import dev.foundryhosting.functions.discord.handler.InteractionStep;
import dev.foundryhosting.functions.discord.handler.InteractionTask;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId.Access;
import dev.foundryhosting.functions.discord.interaction.InteractionReader;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.interaction.Reply;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.TaskQueue;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.lambda.RequestLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Runs what a person asks for: answers within Discord's three seconds, and completes in a task of
 * its own what takes longer. It alone decides who may do what, by the signed payload; where that
 * comes from outside the Discord server, also by {@link Membership}.
 */
public final class InteractionRunner {
  private static final Logger LOG = Logger.getLogger(InteractionRunner.class);

  /** Longer than the function may run: a claim that is older belongs to a dead invocation. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** Longer than Discord or Lambda deliver anything again. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final BotStore store;
  private final Management management;
  private final InteractionHandlers handlers;
  private final Membership membership;
  private final TaskQueue queue;
  private final Discord discord;
  private final MemberMessenger messenger;
  private final Sleeper sleeper;
  private final Clock clock;

  public InteractionRunner(
      BotStore store,
      Management management,
      InteractionHandlers handlers,
      Membership membership,
      TaskQueue queue,
      Discord discord,
      MemberMessenger messenger,
      Sleeper sleeper,
      Clock clock) {
    this.store = store;
    this.management = management;
    this.handlers = handlers;
    this.membership = membership;
    this.queue = queue;
    this.discord = discord;
    this.messenger = messenger;
    this.sleeper = sleeper;
    this.clock = clock;
  }

  /**
   * Answers an interaction; calls nothing but the queue.
   *
   * @param json as Discord signed it
   * @param function by which name this function was called
   * @throws PlatformException {@code VALIDATION_ERROR} when it is no interaction
   */
  public InteractionResponse answer(
      ObjectNode json, DiscordSettings settings, Instant signedAt, String function) {
    Interaction interaction = InteractionReader.read(json, signedAt);
    Texts texts = Texts.in(interaction.language());
    Optional<InteractionStep> step = handlers.find(interaction.input());
    Optional<String> refusal = refusal(interaction, step, settings);
    if (refusal.isPresent()) {
      return interaction.input().type() == Interaction.Type.AUTOCOMPLETE
          ? InteractionResponse.autocompleteResult(List.of())
          : InteractionResponse.channelMessage(Message.text(texts.get(refusal.get())));
    }
    return switch (step.orElseThrow()) {
      case InteractionStep.Immediate now -> now.response().apply(interaction, texts);
      case InteractionStep.Deferred later -> {
        try {
          queue.queue(function, QueuedInteraction.of(json, signedAt));
          yield later.response();
        } catch (PlatformException e) {
          LOG.warn("Could not queue an interaction", e);
          yield InteractionResponse.channelMessage(texts.failure(e));
        }
      }
    };
  }

  /** The key of the text that says why the person may not do it; empty for who may. */
  private static Optional<String> refusal(
      Interaction interaction, Optional<InteractionStep> step, DiscordSettings settings) {
    if (interaction.isForeign(settings)) {
      return Optional.of("refused.foreign");
    }
    if (step.isEmpty()) {
      boolean command = interaction.input().type() == Interaction.Type.COMMAND;
      return Optional.of(command ? "refused.unknown" : "refused.outdated");
    }
    if (step.get().id().permits(interaction, settings)) {
      return Optional.empty();
    }
    boolean owned = step.get().id().access() == Access.OWNER;
    return Optional.of(owned ? "refused.not-yours" : "refused.administrators");
  }

  /**
   * Completes what was deferred: once, however often Discord or Lambda deliver it. A failure, too,
   * ends in a sentence for the person.
   *
   * @param queued the task as it was queued
   * @param requestId the same when Lambda delivers it again
   */
  public void complete(JsonNode queued, String requestId, RequestLog.Entry entry) {
    Interaction interaction =
        QueuedInteraction.read(queued).orElseThrow(InteractionRunner::unknown);
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
        return;
      }
      Consumer<InteractionTask> work = work(step);
      if (step.orElseThrow().id().open() || membership.holds(interaction)) {
        work.accept(task);
      } else {
        entry.failed(ErrorCode.PERMISSION_DENIED);
        task.refuse("refused.no-member", keepsMessage(step));
      }
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
  }

  private static Consumer<InteractionTask> work(Optional<InteractionStep> step) {
    return switch (step.orElseThrow(InteractionRunner::unknown)) {
      case InteractionStep.Deferred deferred -> deferred.work();
      case InteractionStep.Immediate over -> throw unknown();
    };
  }

  /** Never throws: Lambda would run the whole task again. */
  private static void fail(
      InteractionTask task, Optional<InteractionStep> step, PlatformException failure) {
    try {
      task.fail(failure, keepsMessage(step));
    } catch (PlatformException | DiscordApiException e) {
      LOG.error("A failure did not reach its person", e);
    }
  }

  private static boolean keepsMessage(Optional<InteractionStep> step) {
    return step.isPresent()
        && step.get() instanceof InteractionStep.Deferred deferred
        && deferred.updatesMessage();
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
