package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.platform.UserId;
import java.util.ArrayList;
import java.util.List;

/** Shows administrators one server, with what they can do to it. */
final class ShowServer implements InteractionHandler {
  private static final InteractionId SERVER = InteractionId.ofAdministrator("admin-detail", 0);

  private final Management management;

  ShowServer(Management management) {
    this.management = management;
  }

  static Component menu(List<Component.Choice> servers, Texts texts) {
    return new Component.Select(SERVER.with(), texts.get("admin.detail"), servers);
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.update(SERVER, this::show));
  }

  private void show(InteractionTask task) {
    Texts texts = task.texts();
    UserId owner = new UserId(task.selected());
    JsonNode instance =
        management.perform(ManagementRequest.byAdministrator("status", task.user(), owner));
    List<Component> buttons = new ArrayList<>();
    buttons.add(EmergencyAction.button(AdminAction.FORCE_STOP, owner.value(), texts));
    String session = instance.path("nextSession").path("sessionId").asText("");
    if (!session.isEmpty()) {
      buttons.add(EmergencyAction.button(AdminAction.CANCEL_SESSION, session, texts));
    }
    buttons.add(ShowOverview.backButton(texts));
    Embed embed = new InstanceView(instance, texts).embed();
    task.show(Message.of(embed.with(texts.get("admin.owner"), "<@" + owner + ">")).row(buttons));
  }
}
