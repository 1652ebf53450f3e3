package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.view.Times;
import dev.foundryhosting.platform.UserId;
import java.util.List;

/** Keeps a server running for an hour, from the dashboard or from a shutdown warning. */
public final class KeepServerRunning implements InteractionHandler {
  private static final InteractionId KEEP_ALIVE = InteractionId.ofOwner("keep-alive", 2);
  private static final InteractionId PROLONG = InteractionId.ofOwner("prolong", 2);
  private static final String MINUTES = "60";

  private final Management management;
  private final ServerDashboard dashboard;

  KeepServerRunning(Management management, ServerDashboard dashboard) {
    this.management = management;
    this.dashboard = dashboard;
  }

  static Component button(String owner, Texts texts) {
    return Component.primary(texts.get("button.keep-alive"), KEEP_ALIVE.with(owner, MINUTES));
  }

  public static Component buttonBelowWarning(UserId owner, Texts texts) {
    return Component.primary(texts.get("button.keep-alive"), PROLONG.with(owner.value(), MINUTES));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.update(KEEP_ALIVE, task -> dashboard.showChange(task, keepRunning(task))),
        InteractionStep.reply(PROLONG, this::prolong));
  }

  private void prolong(InteractionTask task) {
    JsonNode instance = keepRunning(task);
    Times.find(instance, "keptAliveUntil")
        .ifPresentOrElse(
            until -> task.say("prolonged.until", Markdown.time(until)),
            () -> task.say("prolonged"));
    dashboard.showInChannel(task, instance);
  }

  private JsonNode keepRunning(InteractionTask task) {
    return management.perform(
        ManagementRequest.of("keep-alive", task.user())
            .with("minutes", Integer.parseInt(task.argument(1))));
  }
}
