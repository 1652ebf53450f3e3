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

/** Starts a member's server. */
final class StartServer implements InteractionHandler {
  private static final InteractionId START = InteractionId.ofOwner("start", 1);

  private final Management management;
  private final ServerDashboard dashboard;

  StartServer(Management management, ServerDashboard dashboard) {
    this.management = management;
    this.dashboard = dashboard;
  }

  static Component button(String owner, Texts texts) {
    return Component.success(texts.get("button.start"), START.with(owner));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.update(START, this::start));
  }

  private void start(InteractionTask task) {
    dashboard.showChange(task, management.perform(ManagementRequest.of("start", task.user())));
  }
}
