/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** The save points of users: each is taken, recorded, and removed when no longer kept. */
final class SavePoints {
  private final FileArchive archive;
  private final FileInventories inventories;
  private final TakeSavePoint takeSavePoint;
  private final Limits limits;
  private final Executor readers;
  private final Clock clock;

  /**
   * @param readers look at and read small files ahead
   */
  SavePoints(
      FileArchive archive,
      FileInventories inventories,
      Limits limits,
      Executor readers,
      Clock clock) {
    this.archive = archive;
    this.inventories = inventories;
    this.takeSavePoint = new TakeSavePoint(limits, readers, clock);
    this.limits = limits;
    this.readers = readers;
    this.clock = clock;
  }

  /** Removes all of them, and then what is known of them. */
  void forget(UserId user) {
    of(user).clear();
    inventories.forget(user);
  }

  UserArchive of(UserId user) {
    return new UserArchive(archive, user);
  }

  UserTree tree(SecureFolder home, Checkpoint checkpoint) {
    return new UserTree(home, checkpoint, readers);
  }

  Limits limits() {
    return limits;
  }

  Executor readers() {
    return readers;
  }

  /**
   * Takes a save point, records it with what the files take, and removes those that are more than
   * are kept.
   *
   * @param spared is not removed
   * @return false when the checkpoint ended the work
   */
  boolean take(
      SecureFolder home,
      UserId user,
      SavePointOrder order,
      Optional<SavePointId> spared,
      Checkpoint checkpoint)
      throws IOException {
    if (!Swap.finishOthers(home, "", checkpoint)) {
      return false;
    }
    // Known before anything is stored: what the inventory does not name is removed.
    var unused = inventories.update(user, known -> known.with(entry(known, order)));
    Optional<TakeSavePoint.Taken> whole = taken(home, user, order, checkpoint);
    if (whole.isEmpty()) {
      return false;
    }
    TakeSavePoint.Taken taken = whole.get();
    List<String> worlds =
        taken.manifest().units().keySet().stream()
            .filter(unit -> unit.kind() == Unit.Kind.WORLD)
            .map(Unit::text)
            .toList();
    FileInventory known =
        inventories.update(
            user,
            now ->
                now.with(entry(now, order).done(taken.bytes(), taken.newBytes(), worlds))
                    .pruned(spared));
    removeUnknown(user, known, taken.stored());
    record(home, user, bytes(taken.manifest().units(), taken.manifest().leftOut()), taken.stored());
    return true;
  }

  /**
   * As {@link #take}, unless the save point was taken before.
   *
   * @param spared is not removed
   */
  boolean takeOnce(
      SecureFolder home,
      UserId user,
      SavePointOrder order,
      Optional<SavePointId> spared,
      Checkpoint checkpoint)
      throws IOException {
    return inventories.of(user).savePoint(order.id()).filter(SavePoint::done).isPresent()
        || take(home, user, order, spared, checkpoint);
  }

  /**
   * Looks at all files, and records worlds and sizes.
   *
   * @return false when the checkpoint ended the work
   */
  boolean measure(SecureFolder home, UserId user, Checkpoint checkpoint) throws IOException {
    Optional<UnitLooks> looks = UnitLooks.of(tree(home, checkpoint), limits);
    if (looks.isEmpty()) {
      return false;
    }
    StoredUnits stored = of(user).storedUnits();
    removeUnknown(user, inventories.of(user), stored);
    record(home, user, bytes(looks.get().units(), looks.get().unfit()), stored);
    return true;
  }

  /** Records worlds and sizes as far as they are known. */
  void record(SecureFolder home, UserId user, Map<Unit, Long> bytes, StoredUnits stored)
      throws IOException {
    WorldList worlds = WorldList.of(home, bytes);
    StorageUse use = new StorageUse(worlds.filesBytes(), stored.bytes(), clock.instant());
    var unused = inventories.update(user, now -> now.measured(worlds.worlds(), use));
  }

  /** The size of each unit. One that cannot be kept counts with the limit: it may be larger. */
  Map<Unit, Long> bytes(Map<Unit, Fingerprint.Contents> units, Map<Unit, String> unfit) {
    Map<Unit, Long> bytes = new TreeMap<>();
    units.forEach((unit, contents) -> bytes.put(unit, contents.bytes()));
    unfit.keySet().forEach(unit -> bytes.put(unit, limits.bytes()));
    return bytes;
  }

  /** Its user reads why there is none when the files do not allow one. */
  private Optional<TakeSavePoint.Taken> taken(
      SecureFolder home, UserId user, SavePointOrder order, Checkpoint checkpoint)
      throws IOException {
    try {
      return takeSavePoint.take(home, of(user), order.id(), checkpoint);
    } catch (UnfitFilesException e) {
      var unused =
          inventories.update(user, known -> known.with(entry(known, order).failed(e.why())));
      throw e;
    }
  }

  /** What is known of a save point, or a new entry for it. */
  private SavePoint entry(FileInventory known, SavePointOrder order) {
    return known.savePoint(order.id()).orElseGet(() -> SavePoint.begun(order, clock.instant()));
  }

  /** The inventory alone says which save points there are. */
  private void removeUnknown(UserId user, FileInventory known, StoredUnits stored)
      throws IOException {
    UserArchive users = of(user);
    Set<SavePointId> unknown =
        users.savePoints().stream()
            .filter(id -> known.savePoint(id).isEmpty())
            .collect(Collectors.toSet());
    users.remove(unknown, stored, clock.instant());
  }
}
