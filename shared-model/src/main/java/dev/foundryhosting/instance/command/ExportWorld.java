/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Lets a user take a world home. */
public final class ExportWorld {
  /** A packed world is given out again for so long. */
  private static final Duration FRESH = Duration.ofHours(1);

  private final Instances instances;
  private final FileInventories inventories;
  private final FileExchange exchange;
  private final FileRequests requests;
  private final Clock clock;

  public ExportWorld(
      Instances instances,
      FileInventories inventories,
      FileExchange exchange,
      FileRequests requests,
      Clock clock) {
    this.instances = instances;
    this.inventories = inventories;
    this.exchange = exchange;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * Packs a world. Asked again when that is done, it answers where to fetch it.
   *
   * @param from the save point that holds the world; the files as they are now when empty
   * @return empty while it is packed
   * @throws PlatformException {@code VALIDATION_ERROR} for a world or save point that is not there,
   *     {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE}, {@code DEPENDENCY_FAILED}
   */
  public Optional<FileExchange.Download> export(
      UserId user, WorldName world, Optional<SavePointId> from, Deadline deadline) {
    FileWork.Export work = new FileWork.Export(world, from);
    Optional<FileExchange.Download> packed =
        instances
            .require(user)
            .fileJob()
            .filter(job -> job.work().equals(work) && packed(job))
            .flatMap(job -> exchange.export(user, job.id(), world));
    if (packed.isEmpty()) {
      requireKnown(user, world, from);
      var unused = requests.request(user, (instance, token) -> work, deadline);
    }
    return packed;
  }

  private boolean packed(FileJob job) {
    return job.done() && !job.refused() && clock.instant().isBefore(job.requestedAt().plus(FRESH));
  }

  private void requireKnown(UserId user, WorldName world, Optional<SavePointId> from) {
    FileInventory known = inventories.of(user);
    boolean there =
        from.map(id -> SavePoints.require(known, id).worlds().contains(world.value()))
            .orElseGet(
                () -> known.worlds().stream().anyMatch(w -> w.world().equals(world.value())));
    if (!there) {
      throw PlatformException.invalid(
          "world", "must be the folder of a world, as list-worlds answers them");
    }
  }
}
