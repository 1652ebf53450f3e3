/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Takes and restores save points, and records what came of it. Each method answers with a sentence;
 * empty when the checkpoint ended the work, which goes on at the next call. With an {@link
 * UnfitFilesException} nothing was changed, and it would fail again.
 */
public final class SavePointJobs {
  private final Path root;
  private final FileArchive archive;
  private final FileInventories inventories;
  private final TakeSavePoint takeSavePoint;
  private final RestoreSavePoint restoreSavePoint;
  private final Clock clock;

  /**
   * @param root of the users' folders
   * @param readers reads small files ahead
   */
  public SavePointJobs(
      Path root, FileArchive archive, FileInventories inventories, Executor readers, Clock clock) {
    this.root = root;
    this.archive = archive;
    this.inventories = inventories;
    this.takeSavePoint = new TakeSavePoint(Limits.OF_A_UNIT, readers, clock);
    this.restoreSavePoint = new RestoreSavePoint(Limits.OF_A_UNIT);
    this.clock = clock;
  }

  /** Takes the save point of a job. */
  public Optional<String> save(UserId user, SavePointOrder order, Checkpoint checkpoint)
      throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> home = top.folder(Path.of(user.value()));
      if (home.isEmpty()) {
        return Optional.of("There are no files to keep.");
      }
      try (SecureFolder folder = home.get()) {
        return saved(folder, user, order, checkpoint)
            ? Optional.of("The save point is taken.")
            : Optional.empty();
      }
    }
  }

  /** Takes the save point of a job, and brings back what another one holds. */
  public Optional<String> restore(
      UserId user, SavePointOrder before, Restoration restoration, Checkpoint checkpoint)
      throws IOException {
    UserArchive users = new UserArchive(archive, user);
    Optional<Manifest> manifest = users.find(restoration.from()).filter(Manifest::complete);
    if (manifest.isEmpty()) {
      throw new UnfitFilesException("That save point is not kept any more; nothing was changed.");
    }
    RestoreSavePoint.Selection selection = selection(restoration);
    if (selection instanceof RestoreSavePoint.Selection.Only(Unit unit)
        && !manifest.get().units().containsKey(unit)) {
      throw new UnfitFilesException(
          "That save point does not hold this world; nothing was changed.");
    }
    try (SecureFolder top = SecureFolder.trusted(root);
        SecureFolder folder =
            top.makeFolder(Path.of(user.value()))
                .orElseThrow(() -> new IOException("the user's folder is none"))) {
      boolean safe =
          inventories.of(user).savePoint(before.id()).filter(SavePoint::done).isPresent()
              || saved(folder, user, before, checkpoint);
      boolean whole =
          safe && restoreSavePoint.restore(folder, users, manifest.get(), selection, checkpoint);
      if (!whole || measured(folder, user, users, checkpoint).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of("The save point is restored.");
    } catch (UnfitFilesException e) {
      throw new UnfitFilesException(e.why() + " Nothing was changed.");
    }
  }

  /** Records worlds and sizes. */
  public Optional<String> measure(UserId user, Checkpoint checkpoint) throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> home = top.folder(Path.of(user.value()));
      if (home.isEmpty()) {
        return Optional.of("There are no files to measure.");
      }
      try (SecureFolder folder = home.get()) {
        return measured(folder, user, new UserArchive(archive, user), checkpoint)
            .map(use -> "The files are measured.");
      }
    }
  }

  private static RestoreSavePoint.Selection selection(Restoration restoration) {
    return restoration
        .world()
        .<RestoreSavePoint.Selection>map(
            world -> new RestoreSavePoint.Selection.Only(Unit.ofWorld(world)))
        .orElseGet(RestoreSavePoint.Selection.Everything::new);
  }

  private boolean saved(SecureFolder home, UserId user, SavePointOrder order, Checkpoint checkpoint)
      throws IOException {
    // Known before anything is stored: what the inventory does not name is removed.
    var unused = inventories.update(user, known -> known.with(entry(known, order)));
    UserArchive users = new UserArchive(archive, user);
    Optional<TakeSavePoint.Taken> taken = taken(home, user, order, checkpoint);
    Optional<StorageUse> measured =
        taken.isEmpty() ? Optional.empty() : measured(home, user, users, checkpoint);
    if (measured.isEmpty()) {
      return false;
    }
    List<String> worlds =
        taken.get().manifest().units().keySet().stream()
            .filter(unit -> unit.kind() == Unit.Kind.WORLD)
            .map(Unit::text)
            .toList();
    FileInventory known =
        inventories.update(
            user,
            now ->
                now.with(
                        entry(now, order).done(taken.get().bytes(), taken.get().newBytes(), worlds))
                    .pruned());
    removeUnknown(users, known);
    return true;
  }

  /** Its user reads why there is none when the files do not allow one. */
  private Optional<TakeSavePoint.Taken> taken(
      SecureFolder home, UserId user, SavePointOrder order, Checkpoint checkpoint)
      throws IOException {
    try {
      return takeSavePoint.take(home, new UserArchive(archive, user), order.id(), checkpoint);
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
  private void removeUnknown(UserArchive users, FileInventory known) throws IOException {
    Set<SavePointId> unknown =
        users.savePoints().stream()
            .filter(id -> known.savePoint(id).isEmpty())
            .collect(Collectors.toSet());
    users.remove(unknown, clock.instant());
  }

  /** Records worlds and sizes. */
  private Optional<StorageUse> measured(
      SecureFolder home, UserId user, UserArchive users, Checkpoint checkpoint) throws IOException {
    UserTree tree = new UserTree(home, checkpoint);
    Optional<WorldList> worlds = WorldList.of(tree, home, Limits.OF_A_UNIT);
    if (worlds.isEmpty()) {
      return Optional.empty();
    }
    long saved = users.storedUnits().values().stream().mapToLong(Long::longValue).sum();
    StorageUse use = new StorageUse(worlds.get().filesBytes(), saved, clock.instant());
    var unused = inventories.update(user, now -> now.measured(worlds.get().worlds(), use));
    return Optional.of(use);
  }
}
