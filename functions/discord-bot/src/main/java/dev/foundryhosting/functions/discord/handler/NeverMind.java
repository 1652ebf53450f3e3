/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;

/** Takes a question back. */
final class NeverMind extends InteractionHandler {
  private static final InteractionId NEVER_MIND = InteractionId.ofAnybody("never-mind", 0);

  NeverMind() {
    respond(
        NEVER_MIND,
        (interaction, texts) ->
            InteractionResponse.updateMessage(Message.text(texts.get("never-mind"))));
  }

  static Component button(Texts texts) {
    return Component.secondary(texts.get("no"), NEVER_MIND.with());
  }
}
