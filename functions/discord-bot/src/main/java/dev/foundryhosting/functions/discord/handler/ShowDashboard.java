package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.List;

/** Shows members their servers, with everything that can be done to them. */
final class ShowDashboard implements InteractionHandler {
  private static final InteractionId REFRESH = InteractionId.ofOwner("refresh", 1);

  private final ServerDashboard dashboard;

  ShowDashboard(ServerDashboard dashboard) {
    this.dashboard = dashboard;
  }

  static Component refreshButton(String owner, Texts texts) {
    return Component.secondary(texts.get("button.refresh"), REFRESH.with(owner));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.reply(SlashCommand.DASHBOARD.id(), dashboard::open),
        InteractionStep.update(REFRESH, dashboard::refresh));
  }
}
