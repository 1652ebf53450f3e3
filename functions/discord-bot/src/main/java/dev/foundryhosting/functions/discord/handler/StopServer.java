/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.functions.discord.interaction.InteractionId;

/** Stops a member's server. */
final class StopServer extends InteractionHandler {
  static final InteractionId STOP = InteractionId.ofOwner("stop", 1).alsoOutside();

  StopServer(ServerDashboard dashboard) {
    update(STOP, task -> dashboard.showChange(task, task.perform(Action.STOP)));
  }
}
