/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Markdown;

/** Keeps a server running for an hour, from the dashboard or from a shutdown warning. */
public final class KeepServerRunning extends InteractionHandler {
  static final InteractionId KEEP_ALIVE = InteractionId.ofOwner("keep-alive", 2);

  /** As {@link #KEEP_ALIVE}, below a warning, which stays. */
  public static final InteractionId PROLONG = InteractionId.ofOwner("prolong", 2);

  public static final String MINUTES = "60";

  private final ServerDashboard dashboard;

  KeepServerRunning(ServerDashboard dashboard) {
    this.dashboard = dashboard;
    update(KEEP_ALIVE, task -> dashboard.showChange(task, keepRunning(task)));
    reply(PROLONG, this::prolong);
  }

  private void prolong(InteractionTask task) {
    InstanceAnswer instance = keepRunning(task);
    instance
        .keptAliveUntil()
        .ifPresentOrElse(
            until -> task.say("prolonged.until", Markdown.time(until)),
            () -> task.say("prolonged"));
    dashboard.showInChannel(task, instance);
  }

  private static InstanceAnswer keepRunning(InteractionTask task) {
    int minutes = Integer.parseInt(task.argument(1));
    return task.perform(Action.KEEP_ALIVE, new InstanceRequest.KeepAlive(minutes));
  }
}
