/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.ExchangeKeys;
import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileInventories;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Packs worlds for their users to take home, and takes in those that they bring. Each method
 * answers as those of {@link SavePointJobs}.
 */
public final class WorldJobs {
  private final Path root;
  private final FileArchive archive;
  private final SavePoints savePoints;
  private final PackUnit packUnit;
  private final ImportWorld importWorld;

  /**
   * @param root of the users' folders
   * @param readers read and write small files at the same time
   */
  public WorldJobs(
      Path root, FileArchive archive, FileInventories inventories, Executor readers, Clock clock) {
    this.root = root;
    this.archive = archive;
    this.savePoints = new SavePoints(archive, inventories, Limits.OF_A_UNIT, readers, clock);
    this.packUnit = new PackUnit(Limits.OF_A_UNIT);
    this.importWorld = new ImportWorld(archive, savePoints, clock);
  }

  /**
   * Packs a world under the id of a job. What is packed already is copied within the archive.
   *
   * @param job its id
   */
  public Optional<String> exportWorld(
      UserId user, String job, FileWork.Export work, Checkpoint checkpoint) throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root)) {
      Optional<SecureFolder> home = top.folder(Path.of(user.value()));
      if (home.isEmpty()) {
        throw noSuchWorld();
      }
      try (SecureFolder folder = home.get()) {
        return exportWorld(folder, user, job, work, checkpoint);
      }
    }
  }

  Optional<String> exportWorld(
      SecureFolder home, UserId user, String job, FileWork.Export work, Checkpoint checkpoint)
      throws IOException {
    String key = ExchangeKeys.export(user, job, work.world());
    Unit world = Unit.ofWorld(work.world());
    UserArchive users = savePoints.of(user);
    boolean packed =
        isStored(key)
            || (work.from().isPresent()
                ? copied(users, work.from().get(), world, key)
                : packed(home, users, world, key, checkpoint));
    return packed ? Optional.of("The world is packed.") : Optional.empty();
  }

  private boolean copied(UserArchive users, SavePointId from, Unit world, String key)
      throws IOException {
    Manifest manifest =
        users
            .find(from)
            .filter(Manifest::complete)
            .orElseThrow(() -> new UnfitFilesException("That save point is not kept any more."));
    Fingerprint.Contents contents = manifest.units().get(world);
    if (contents == null) {
      throw new UnfitFilesException("That save point does not hold this world.");
    }
    if (!archive.copy(users.key(world, contents), key)) {
      throw new IOException("a unit that a save point names is not stored");
    }
    return true;
  }

  private boolean packed(
      SecureFolder home, UserArchive users, Unit world, String key, Checkpoint checkpoint)
      throws IOException {
    if (!Swap.isFolder(home, world.path())) {
      throw noSuchWorld();
    }
    UserTree tree = savePoints.tree(home, checkpoint);
    Optional<Fingerprint.Contents> looked = tree.contents(world, savePoints.limits());
    if (looked.isEmpty()) {
      return false;
    }
    String unit = users.key(world, looked.get());
    return (isStored(unit) && archive.copy(unit, key))
        || packUnit
            .pack(
                tree,
                world,
                looked.get(),
                (contents, packed) -> archive.store(key, packed).isPresent())
            .isPresent();
  }

  private static UnfitFilesException noSuchWorld() {
    return new UnfitFilesException("There is no such world.");
  }

  private boolean isStored(String key) {
    return archive.list(key).stream().anyMatch(each -> each.key().equals(key));
  }

  /** Checks an uploaded world, and lays it into the user's folder. */
  public Optional<String> importWorld(UserId user, FileWork.Import work, Checkpoint checkpoint)
      throws IOException {
    try (SecureFolder top = SecureFolder.trusted(root);
        SecureFolder home =
            top.makeFolder(Path.of(user.value()))
                .orElseThrow(() -> new IOException("the user's folder is none"))) {
      return importWorld(home, user, work, checkpoint);
    }
  }

  Optional<String> importWorld(
      SecureFolder home, UserId user, FileWork.Import work, Checkpoint checkpoint)
      throws IOException {
    return importWorld.imported(home, user, work, checkpoint)
        ? Optional.of("The world is imported.")
        : Optional.empty();
  }
}
