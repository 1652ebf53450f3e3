/* SPDX-License-Identifier: Apache-2.0 */
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

  /** A step that is over with its response, which is a function of the signed payload alone. */
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
}
