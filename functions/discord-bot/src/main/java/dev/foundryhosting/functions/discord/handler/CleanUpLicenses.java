/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceListAnswer;
import dev.foundryhosting.api.LicenseRequest;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.api.PageRequest;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Has every licence cleaned up, lent or not, also where its owner has no server any more. */
final class CleanUpLicenses extends InteractionHandler {
  CleanUpLicenses() {
    reply(SlashCommand.CLEANUP.id(), CleanUpLicenses::cleanUp);
  }

  private static void cleanUp(InteractionTask task) {
    Set<UserId> owners = new TreeSet<>();
    task.administer(Action.LICENSE_POOL_STATUS, NoFields.NONE)
        .licenses()
        .forEach(license -> license.ownerId().ifPresent(owners::add));
    Optional<String> cursor = Optional.empty();
    do {
      InstanceListAnswer page =
          task.administer(
              Action.LIST_ALL, new PageRequest(cursor, Optional.of(PageRequest.LARGEST)));
      page.instances().stream()
          .filter(server -> server.license().isPresent())
          .forEach(server -> owners.add(server.userId()));
      cursor = page.cursor();
    } while (cursor.isPresent());
    owners.forEach(owner -> cleanUp(task, owner));
    task.say("admin.cleaned", owners.size());
  }

  private static void cleanUp(InteractionTask task, UserId owner) {
    try {
      task.administer(
          Action.MANAGE_LICENSE_STATE,
          owner,
          new LicenseRequest.ManageState(LicenseRequest.Operation.CLEANUP_ORPHANED));
    } catch (PlatformException e) {
      // The licence was removed meanwhile, and left nothing to clean up.
      if (e.code() != ErrorCode.LICENSE_NOT_FOUND) {
        throw e;
      }
    }
  }
}
