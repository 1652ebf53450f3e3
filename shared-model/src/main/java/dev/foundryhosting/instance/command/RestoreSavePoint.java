/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import java.util.OptionalInt;

/** Brings back what a save point holds, into a server that rests. */
public final class RestoreSavePoint {
  private final FileRequests requests;
  private final FileInventories inventories;

  public RestoreSavePoint(FileRequests requests, FileInventories inventories) {
    this.requests = requests;
    this.inventories = inventories;
  }

  /**
   * Asks for it; returns while it goes on. First a save point is taken of what is there now.
   *
   * @param world the one world that is brought back; everything when empty
   * @throws PlatformException {@code VALIDATION_ERROR} for a save point that is not there or does
   *     not hold the world, {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE}, {@code
   *     DEPENDENCY_FAILED}
   */
  public Instance restore(
      UserId user, SavePointId id, Optional<WorldName> world, Deadline deadline) {
    SavePoint from = known(user, id, world);
    Restoration restoration = new Restoration(id, world);
    return requests.request(
        user,
        (instance, token) -> {
          requireReadable(from, instance.profile().exactVersion());
          SavePointOrder before =
              SavePointOrder.automatic(
                  SavePointOrder.Reason.RESTORE, token, instance.profile().exactVersion().value());
          return new FileWork.Restore(before, restoration);
        },
        deadline);
  }

  private SavePoint known(UserId user, SavePointId id, Optional<WorldName> world) {
    SavePoint savePoint = SavePoints.require(inventories.of(user), id);
    if (!savePoint.done()) {
      throw PlatformException.invalid("savePointId", "must name a save point that is done");
    }
    if (world.filter(each -> !savePoint.worlds().contains(each.value())).isPresent()) {
      throw PlatformException.invalid(
          "world", "must be one of the save point's: " + String.join(", ", savePoint.worlds()));
    }
    return savePoint;
  }

  /** Foundry migrates worlds one way: an older generation does not open them any more. */
  private static void requireReadable(SavePoint from, FoundryVersion present) {
    OptionalInt saved = new FoundryVersion(from.order().foundryVersion()).generation();
    OptionalInt runs = present.generation();
    if (saved.isPresent() && runs.isPresent() && saved.getAsInt() > runs.getAsInt()) {
      throw new PlatformException(
          ErrorCode.INVALID_STATE,
          "The save point is of Foundry %d, and the server runs Foundry %d: update it first."
              .formatted(saved.getAsInt(), runs.getAsInt()));
    }
  }
}
