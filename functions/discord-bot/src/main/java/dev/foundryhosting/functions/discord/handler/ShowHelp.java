/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Message;

/** Says what the bot can do. */
final class ShowHelp extends InteractionHandler {
  ShowHelp() {
    respond(
        SlashCommand.HELP.id(),
        (interaction, texts) ->
            InteractionResponse.channelMessage(Message.text(texts.get("help"))));
  }
}
