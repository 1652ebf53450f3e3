/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Takes and restores save points, and records what came of it. Each method answers with a sentence;
 * empty when the checkpoint ended the work, which goes on at the next call. With an {@link
 * UnfitFilesException} nothing was changed, and it would fail again.
 */
public final class SavePointJobs {
  private final Path root;
  private final SavePoints savePoints;
  private final RestoreSavePoint restoreSavePoint;

  /**
   * @param root of the users' folders
   * @param readers read and write small files at the same time
   */
  public SavePointJobs(
      Path root, FileArchive archive, FileInventories inventories, Executor readers, Clock clock) {
    this.root = root;
    this.savePoints = new SavePoints(archive, inventories, Limits.OF_A_UNIT, readers, clock);
    this.restoreSavePoint = new RestoreSavePoint(Limits.OF_A_UNIT, readers);
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
        return savePoints.take(folder, user, order, Optional.empty(), checkpoint)
            ? Optional.of("The save point is taken.")
            : Optional.empty();
      }
    }
  }

  /** Takes the save point of a job, and brings back what another one holds. */
  public Optional<String> restore(
      UserId user, SavePointOrder before, Restoration restoration, Checkpoint checkpoint)
      throws IOException {
    UserArchive users = savePoints.of(user);
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
      Optional<SavePointId> spared = Optional.of(restoration.from());
      if (!savePoints.takeOnce(folder, user, before, spared, checkpoint)
          || !restoreSavePoint.restore(
              folder, users, manifest.get(), selection, before.id().value(), checkpoint)) {
        return Optional.empty();
      }
      Map<Unit, Long> bytes = bytes(users.find(before.id()), manifest.get(), selection);
      savePoints.record(folder, user, bytes, users.storedUnits());
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
        return savePoints.measure(folder, user, checkpoint)
            ? Optional.of("The files are measured.")
            : Optional.empty();
      }
    }
  }

  /** The sizes after a restore. What a save point left out stayed as it was. */
  private Map<Unit, Long> bytes(
      Optional<Manifest> before, Manifest restored, RestoreSavePoint.Selection selection) {
    Map<Unit, Long> were =
        before
            .map(manifest -> savePoints.bytes(manifest.units(), manifest.leftOut()))
            .orElseGet(Map::of);
    Map<Unit, Long> bytes = new TreeMap<>();
    switch (selection) {
      case RestoreSavePoint.Selection.Everything() -> {
        bytes.putAll(were);
        bytes.keySet().retainAll(restored.leftOut().keySet());
        bytes.putAll(savePoints.bytes(restored.units(), Map.of()));
      }
      case RestoreSavePoint.Selection.Only(Unit unit) -> {
        bytes.putAll(were);
        restored
            .units()
            .forEach(
                (each, contents) -> {
                  if (each.equals(unit)) {
                    bytes.put(each, contents.bytes());
                  }
                });
      }
    }
    return bytes;
  }

  /** Removes all save points, and then what is known of them. */
  public String forget(UserId user) {
    savePoints.forget(user);
    return "The save points are removed.";
  }

  private static RestoreSavePoint.Selection selection(Restoration restoration) {
    return restoration
        .world()
        .<RestoreSavePoint.Selection>map(
            world -> new RestoreSavePoint.Selection.Only(Unit.ofWorld(world)))
        .orElseGet(RestoreSavePoint.Selection.Everything::new);
  }
}
