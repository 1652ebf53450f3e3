package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import java.util.List;

/** Shows members the admin keys of their servers, to them alone. */
final class ShowAdminKey implements InteractionHandler {
  private static final InteractionId ADMIN_KEY = InteractionId.ofOwner("admin-key", 1);

  private final Management management;

  ShowAdminKey(Management management) {
    this.management = management;
  }

  static Component button(String owner, Texts texts) {
    return Component.secondary(texts.get("button.admin-key"), ADMIN_KEY.with(owner));
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.reply(ADMIN_KEY, task -> task.show(message(task, ""))));
  }

  /** The admin key below another text. */
  Message message(InteractionTask task, String before) {
    String key =
        management
            .perform(ManagementRequest.of("get-admin-key", task.user()))
            .path("adminKey")
            .asText();
    return Message.text(before + task.texts().get("admin-key", Markdown.hidden(key))).asSecret();
  }
}
