package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Message;
import java.util.List;

/** Says what the bot can do. */
final class ShowHelp implements InteractionHandler {
  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.respond(
            SlashCommand.HELP.id(),
            (interaction, texts) ->
                InteractionResponse.channelMessage(Message.text(texts.get("help")))));
  }
}
