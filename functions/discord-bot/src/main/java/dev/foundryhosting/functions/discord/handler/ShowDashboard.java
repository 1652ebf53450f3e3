/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;

/** Shows members their servers, with everything that can be done to them. */
final class ShowDashboard extends InteractionHandler {
  static final InteractionId REFRESH = InteractionId.ofOwner("refresh", 1).alsoOutside();

  ShowDashboard(ServerDashboard dashboard) {
    reply(SlashCommand.DASHBOARD.id(), dashboard::open);
    update(REFRESH, dashboard::refresh);
  }
}
