/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileInventory;
import dev.foundryhosting.files.FileJob;
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
 * empty when the checkpoint ended the work, which goes on at the next call.
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
  public Optional<String> save(FileJob job, Checkpoint checkpoint) throws IOException {
    SavePointOrder order = job.savePoint().orElseThrow();
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> home = top.folder(Path.of(job.userId().value()));
      if (home.isEmpty()) {
        return Optional.of("There are no files to keep.");
      }
      try (SecureFolder folder = home.get()) {
        return saved(folder, job.userId(), order, checkpoint)
            ? Optional.of("The save point is taken.")
            : Optional.empty();
      }
    } catch (UnfitFilesException e) {
      // It would fail again: the job is done, and its user reads why there is no save point.
      var unused =
          inventories.update(
              job.userId(), known -> known.with(entry(known, order).failed(e.why())));
      return Optional.of(e.why());
    }
  }

  /** Takes the save point of a job, and brings back what another one holds. */
  public Optional<String> restore(FileJob job, Checkpoint checkpoint) throws IOException {
    SavePointOrder before = job.savePoint().orElseThrow();
    Restoration restoration = job.restoration().orElseThrow();
    UserArchive users = new UserArchive(archive, job.userId());
    Optional<Manifest> manifest = users.find(restoration.from()).filter(Manifest::complete);
    if (manifest.isEmpty()) {
      return Optional.of("That save point is not kept any more; nothing was changed.");
    }
    RestoreSavePoint.Selection selection = selection(restoration);
    if (selection instanceof RestoreSavePoint.Selection.Only(Unit unit)
        && !manifest.get().units().containsKey(unit)) {
      return Optional.of("That save point does not hold this world; nothing was changed.");
    }
    try (SecureFolder top = SecureFolder.trusted(root);
        SecureFolder folder =
            top.makeFolder(Path.of(job.userId().value()))
                .orElseThrow(() -> new IOException("the user's folder is none"))) {
      boolean safe =
          inventories.of(job.userId()).savePoint(before.id()).filter(SavePoint::done).isPresent()
              || saved(folder, job.userId(), before, checkpoint);
      boolean whole =
          safe && restoreSavePoint.restore(folder, users, manifest.get(), selection, checkpoint);
      if (!whole || measured(folder, job.userId(), users, checkpoint).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of("The save point is restored.");
    } catch (UnfitFilesException e) {
      return Optional.of(e.why() + " Nothing was changed.");
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
    Optional<TakeSavePoint.Taken> taken = takeSavePoint.take(home, users, order.id(), checkpoint);
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
