package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import java.util.List;

/** Shows administrators the platform: figures, servers, and what can be done in an emergency. */
final class ShowOverview implements InteractionHandler {
  private static final InteractionId OVERVIEW = InteractionId.ofAdministrator("admin-overview", 0);

  /** As many as a menu shows. */
  private static final int SERVERS = 25;

  private final Management management;

  ShowOverview(Management management) {
    this.management = management;
  }

  static Component backButton(Texts texts) {
    return Component.secondary(texts.get("admin.back"), OVERVIEW.with());
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(
        InteractionStep.reply(SlashCommand.OVERVIEW.id(), this::show),
        InteractionStep.update(OVERVIEW, this::show));
  }

  private void show(InteractionTask task) {
    Texts texts = task.texts();
    JsonNode figures =
        management.perform(ManagementRequest.byAdministrator("admin-overview", task.user()));
    JsonNode servers =
        management
            .perform(
                ManagementRequest.byAdministrator("list-all", task.user()).with("limit", SERVERS))
            .path("instances");
    Message message =
        Message.of(OverviewEmbed.of(figures, servers, texts))
            .row(
                Component.secondary(texts.get("button.refresh"), OVERVIEW.with()),
                EmergencyAction.button(AdminAction.MAINTENANCE_ON, texts),
                EmergencyAction.button(AdminAction.MAINTENANCE_OFF, texts),
                EmergencyAction.button(AdminAction.CANCEL_ALL, texts),
                EmergencyAction.button(AdminAction.RESET, texts));
    List<Component.Choice> choices =
        servers.valueStream().map(server -> choice(server, texts)).toList();
    task.show(choices.isEmpty() ? message : message.row(ShowServer.menu(choices, texts)));
  }

  private static Component.Choice choice(JsonNode server, Texts texts) {
    String status = server.path("status").asText();
    return Component.Choice.of(
        server.path("username").asText(),
        " · " + texts.getOr("status." + status, status),
        server.path("userId").asText());
  }
}
