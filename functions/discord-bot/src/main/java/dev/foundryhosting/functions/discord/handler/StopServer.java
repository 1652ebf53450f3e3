package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import java.util.List;

/** Stops a member's server. */
final class StopServer implements InteractionHandler {
  static final InteractionId STOP = InteractionId.ofOwner("stop", 1);

  private final ServerDashboard dashboard;

  StopServer(ServerDashboard dashboard) {
    this.dashboard = dashboard;
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.update(STOP, this::stop));
  }

  private void stop(InteractionTask task) {
    dashboard.showChange(task, task.perform(Action.STOP));
  }
}
