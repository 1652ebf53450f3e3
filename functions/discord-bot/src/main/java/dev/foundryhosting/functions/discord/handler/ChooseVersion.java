package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import java.util.List;
import java.util.stream.Stream;

/** Chooses the version of Foundry for the next start of a server. */
final class ChooseVersion implements InteractionHandler {
  private static final InteractionId VERSION = InteractionId.ofOwner("version", 1);
  private static final List<String> VERSIONS = List.of("13", "12", "11", "release", "latest");

  private final Management management;
  private final ServerDashboard dashboard;

  ChooseVersion(Management management, ServerDashboard dashboard) {
    this.management = management;
    this.dashboard = dashboard;
  }

  /**
   * @param current the version that is chosen now; offered, too, when it is none of the usual ones
   */
  static Component menu(String owner, String current, Texts texts) {
    return new Component.Select(
        VERSION.with(owner),
        texts.get("dashboard.choose-version"),
        Stream.concat(VERSIONS.stream(), Stream.of(current))
            .filter(version -> !version.isEmpty())
            .distinct()
            .map(
                version ->
                    new Component.Choice(
                        texts.get("dashboard.version-choice", version),
                        version,
                        version.equals(current)))
            .toList());
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.update(VERSION, this::choose));
  }

  private void choose(InteractionTask task) {
    dashboard.showChange(
        task,
        management.perform(
            ManagementRequest.of("update-version", task.user())
                .with("foundryVersion", task.selected())));
  }
}
