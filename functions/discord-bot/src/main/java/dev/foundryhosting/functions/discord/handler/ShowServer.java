/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.platform.UserId;
import java.util.ArrayList;
import java.util.List;

/** Shows administrators one server, with what they can do to it. */
final class ShowServer extends InteractionHandler {
  private static final InteractionId SERVER = InteractionId.ofAdministrator("admin-detail", 0);

  ShowServer() {
    update(SERVER, ShowServer::show);
  }

  static Component menu(List<InstanceAnswer> servers, Texts texts) {
    return new Component.Select(
        SERVER.with(),
        texts.get("admin.detail"),
        servers.stream()
            .map(
                server ->
                    Component.Choice.of(
                        server.username(),
                        " · " + texts.word("status.", server.status().text()),
                        server.userId().value()))
            .toList());
  }

  private static void show(InteractionTask task) {
    Texts texts = task.texts();
    UserId owner = new UserId(task.selected());
    InstanceAnswer instance = task.administer(Action.STATUS, owner, NoFields.NONE);
    List<Component> buttons = new ArrayList<>();
    buttons.add(EmergencyAction.button(AdminAction.FORCE_STOP, owner.value(), texts));
    instance
        .nextSession()
        .map(session -> session.sessionId().value())
        .map(session -> EmergencyAction.button(AdminAction.CANCEL_SESSION, session, texts))
        .ifPresent(buttons::add);
    buttons.add(ShowOverview.backButton(texts));
    Embed embed = new InstanceView(instance, texts).embed();
    task.show(Message.of(embed.with(texts.get("admin.owner"), "<@" + owner + ">")).row(buttons));
  }
}
