package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import java.util.List;

/** Shows members their servers, with everything that can be done to them. */
final class ShowDashboard implements InteractionHandler {
  static final InteractionId REFRESH = InteractionId.ofOwner("refresh", 1);

  private final ServerDashboard dashboard;

  ShowDashboard(ServerDashboard dashboard) {
    this.dashboard = dashboard;
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.reply(SlashCommand.DASHBOARD.id(), dashboard::open),
        InteractionStep.update(REFRESH, dashboard::refresh));
  }
}
