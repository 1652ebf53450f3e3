/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.OverviewAnswer;
import dev.foundryhosting.api.PageRequest;
import dev.foundryhosting.api.PlatformRequest;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import java.util.List;
import java.util.Optional;

/** Shows administrators the platform: figures, servers, and what can be done in an emergency. */
final class ShowOverview extends InteractionHandler {
  private static final InteractionId OVERVIEW = InteractionId.ofAdministrator("admin-overview", 0);

  /** As many as a menu shows. */
  private static final int SERVERS = 25;

  ShowOverview() {
    reply(SlashCommand.OVERVIEW.id(), ShowOverview::show);
    update(OVERVIEW, ShowOverview::show);
  }

  static Component backButton(Texts texts) {
    return Component.secondary(texts.get("admin.back"), OVERVIEW.with());
  }

  private static void show(InteractionTask task) {
    Texts texts = task.texts();
    OverviewAnswer figures =
        task.administer(Action.ADMIN_OVERVIEW, PlatformRequest.Overview.present());
    List<InstanceAnswer> servers =
        task.administer(Action.LIST_ALL, new PageRequest(Optional.empty(), Optional.of(SERVERS)))
            .instances();
    Message message =
        Message.of(new OverviewEmbed(figures, texts).embed(servers))
            .row(
                Component.secondary(texts.get("button.refresh"), OVERVIEW.with()),
                EmergencyAction.button(AdminAction.MAINTENANCE_ON, texts),
                EmergencyAction.button(AdminAction.MAINTENANCE_OFF, texts),
                EmergencyAction.button(AdminAction.CANCEL_ALL, texts),
                EmergencyAction.button(AdminAction.RESET, texts));
    task.show(servers.isEmpty() ? message : message.row(ShowServer.menu(servers, texts)));
  }
}
