/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Modal;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.List;

/** Chooses the world that a server opens at its start. */
final class ChooseWorld extends InteractionHandler {
  static final InteractionId WORLD = InteractionId.ofOwner("world", 1);
  private static final InteractionId FORM = InteractionId.ofOwner("world-form", 1);

  private final ServerDashboard dashboard;

  ChooseWorld(ServerDashboard dashboard) {
    this.dashboard = dashboard;
    respond(WORLD, ChooseWorld::form);
    reply(FORM, this::choose);
  }

  private static InteractionResponse form(Interaction interaction, Texts texts) {
    return InteractionResponse.modal(
        new Modal(
            FORM.with(interaction.argument(0)),
            texts.get("world.title"),
            List.of(Modal.Input.line("world", texts).optional())));
  }

  private void choose(InteractionTask task) {
    String name = task.value("world").orElse("").strip();
    InstanceAnswer instance =
        task.perform(Action.UPDATE_SETTINGS, InstanceRequest.UpdateSettings.world(name));
    if (name.isEmpty()) {
      task.say("world.cleared");
    } else {
      task.say("world.chosen", Markdown.escape(name));
    }
    dashboard.showInChannel(task, instance);
  }
}
