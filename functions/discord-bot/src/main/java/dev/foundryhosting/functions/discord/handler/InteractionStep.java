package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What one command, button, menu or form leads to. */
public sealed interface InteractionStep {
  InteractionId id();

  /**
   * A step that is over with its response.
   *
   * @param response a function of the signed payload alone, in the person's language; it calls
   *     nothing
   */
  record Immediate(InteractionId id, BiFunction<Interaction, Texts, InteractionResponse> response)
      implements InteractionStep {}

  /**
   * A step that a task completes, since it may take longer than Discord waits.
   *
   * @param updatesMessage whether its outcome replaces the message with the component; otherwise it
   *     is a reply of its own
   */
  record Deferred(InteractionId id, boolean updatesMessage, Consumer<InteractionTask> work)
      implements InteractionStep {

    /** What Discord shows until the task is done. */
    public InteractionResponse response() {
      return updatesMessage ? InteractionResponse.deferredUpdate() : InteractionResponse.deferred();
    }
  }

  /** A step whose response is all. */
  static InteractionStep respond(
      InteractionId id, BiFunction<Interaction, Texts, InteractionResponse> response) {
    return new Immediate(id, response);
  }

  /** A step whose outcome is a reply. */
  static InteractionStep reply(InteractionId id, Consumer<InteractionTask> work) {
    return new Deferred(id, false, work);
  }

  /** A step whose outcome replaces the message with the component. */
  static InteractionStep update(InteractionId id, Consumer<InteractionTask> work) {
    return new Deferred(id, true, work);
  }
}
