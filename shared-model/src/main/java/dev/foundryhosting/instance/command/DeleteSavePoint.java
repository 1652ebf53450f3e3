/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.instance.GuardedUpdate;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Deletes a save point; what no other one needs goes with it. */
public final class DeleteSavePoint {
  private final Instances instances;
  private final FileInventories inventories;
  private final FileRequests requests;
  private final Clock clock;

  public DeleteSavePoint(
      Instances instances, FileInventories inventories, FileRequests requests, Clock clock) {
    this.instances = instances;
    this.inventories = inventories;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * @return the save point that was deleted
   * @throws PlatformException {@code VALIDATION_ERROR} for one that is not there, {@code
   *     INSTANCE_NOT_FOUND}, {@code INVALID_STATE} while it is needed, {@code DEPENDENCY_FAILED}
   */
  public SavePoint delete(UserId user, SavePointId id, Deadline deadline) {
    Instance instance = instances.require(user);
    SavePoint deleted = SavePoints.require(inventories.of(user), id);
    Instant now = clock.instant();
    Optional<FileWork> open = instance.openFileJob(now).map(FileJob::work);
    Optional<GuardedUpdate> update = instance.openUpdate(now);
    boolean guards = update.filter(u -> u.savePoint().equals(id)).isPresent();
    if (guards || open.filter(work -> needs(work, id)).isPresent()) {
      throw PlatformException.notNow(
          ErrorCode.INVALID_STATE, "Work that is under way needs this save point.");
    }
    remove(user, id);
    if (open.isEmpty() && update.isEmpty()) {
      // What the archive still holds of it goes when it is measured.
      var unused = requests.request(user, (any, token) -> new FileWork.Measure(), deadline);
    }
    return deleted;
  }

  private void remove(UserId user, SavePointId id) {
    var unused = inventories.update(user, known -> known.without(id));
  }

  private static boolean needs(FileWork work, SavePointId id) {
    boolean restores =
        work instanceof FileWork.Restore restore && restore.restoration().from().equals(id);
    boolean exports =
        work instanceof FileWork.Export export && export.from().equals(Optional.of(id));
    boolean takes = work.savePoint().filter(order -> order.id().equals(id)).isPresent();
    return restores || exports || takes;
  }
}
