package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionHandler;
import dev.foundryhosting.functions.discord.interaction.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.InteractionTask;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Has every licence cleaned up, lent or not, also where its owner has no server any more. */
final class CleanUpLicenses implements InteractionHandler {
  /** As many as the platform lists at once. */
  private static final int PAGE = 100;

  private final Management management;

  CleanUpLicenses(Management management) {
    this.management = management;
  }

  @Override
  public List<InteractionStep> steps() {
    return List.of(InteractionStep.reply(SlashCommand.CLEANUP.id(), this::cleanUp));
  }

  private void cleanUp(InteractionTask task) {
    Set<String> owners = new TreeSet<>();
    management
        .perform(ManagementRequest.byAdministrator("license-pool-status", task.user()))
        .path("licenses")
        .forEach(license -> owners.add(license.path("ownerId").asText()));
    String cursor = "";
    do {
      JsonNode page =
          management.perform(
              ManagementRequest.byAdministrator("list-all", task.user())
                  .with("limit", PAGE)
                  .withIfAny("cursor", cursor));
      for (JsonNode server : page.path("instances")) {
        if (server.has("license")) {
          owners.add(server.path("userId").asText());
        }
      }
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty());
    owners.forEach(owner -> cleanUp(task, new UserId(owner)));
    task.say("admin.cleaned", owners.size());
  }

  private void cleanUp(InteractionTask task, UserId owner) {
    try {
      management.perform(
          ManagementRequest.byAdministrator("manage-license-state", task.user(), owner)
              .with("operation", "cleanup_orphaned"));
    } catch (PlatformException e) {
      // The licence has gone meanwhile, and left nothing to clean up.
      if (e.code() != ErrorCode.LICENSE_NOT_FOUND) {
        throw e;
      }
    }
  }
}
