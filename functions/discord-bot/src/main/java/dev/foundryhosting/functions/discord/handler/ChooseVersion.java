/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.instance.FoundryVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the version of Foundry for the next start of a server. */
final class ChooseVersion extends InteractionHandler {
  private static final InteractionId VERSION = InteractionId.ofOwner("version", 1);
  private static final List<String> VERSIONS = List.of("13", "12", "11", "release", "latest");

  ChooseVersion(ServerDashboard dashboard) {
    update(VERSION, task -> dashboard.showChange(task, choose(task)));
  }

  /**
   * @param current the version that is chosen now; offered even if it is none of the usual ones
   */
  static Component menu(String owner, String current, Texts texts) {
    return new Component.Select(
        VERSION.with(owner),
        texts.get("dashboard.choose-version"),
        Stream.concat(VERSIONS.stream(), Stream.of(current))
            .distinct()
            .map(
                version ->
                    new Component.Choice(
                        texts.get("dashboard.version-choice", version),
                        version,
                        version.equals(current)))
            .toList());
  }

  private static InstanceAnswer choose(InteractionTask task) {
    FoundryVersion version = new FoundryVersion(task.selected());
    return task.perform(
        Action.UPDATE_VERSION, new InstanceRequest.UpdateVersion(version, Optional.of(true)));
  }
}
