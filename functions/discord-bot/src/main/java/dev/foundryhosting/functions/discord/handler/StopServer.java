package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import java.util.List;

/** Stops a member's server. */
final class StopServer implements InteractionHandler {
  private static final InteractionId STOP = InteractionId.ofOwner("stop", 1);

  private final Management management;
  private final ServerDashboard dashboard;

  StopServer(Management management, ServerDashboard dashboard) {
    this.management = management;
    this.dashboard = dashboard;
  }

  static Component button(String owner, Texts texts) {
    return Component.danger(texts.get("button.stop"), STOP.with(owner));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.update(STOP, this::stop));
  }

  private void stop(InteractionTask task) {
    dashboard.showChange(task, management.perform(ManagementRequest.of("stop", task.user())));
  }
}
