/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.functions.discord.interaction.InteractionId;

/** Starts a member's server. */
final class StartServer extends InteractionHandler {
  static final InteractionId START = InteractionId.ofOwner("start", 1);

  StartServer(ServerDashboard dashboard) {
    update(START, task -> dashboard.showChange(task, task.perform(Action.START)));
  }
}
