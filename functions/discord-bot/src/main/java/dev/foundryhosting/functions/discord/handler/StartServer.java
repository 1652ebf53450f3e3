package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import java.util.List;

/** Starts a member's server. */
final class StartServer implements InteractionHandler {
  static final InteractionId START = InteractionId.ofOwner("start", 1);

  private final ServerDashboard dashboard;

  StartServer(ServerDashboard dashboard) {
    this.dashboard = dashboard;
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.update(START, this::start));
  }

  private void start(InteractionTask task) {
    dashboard.showChange(task, task.perform(Action.START));
  }
}
