/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.ExchangeKeys;
import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.files.FileArchive.Stored;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import dev.foundryhosting.functions.worldfiles.upload.CheckedWorld;
import dev.foundryhosting.functions.worldfiles.upload.UploadedWorld;
import dev.foundryhosting.functions.worldfiles.upload.WorldDescription;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes in an uploaded world. All of the upload is checked before anything is written; then it is
 * unpacked beside the user's files, and swapped in by a rename.
 */
final class ImportWorld {
  /** What the archive keeps of an upload that is done, until it expires. */
  private static final String DONE = ".done";

  private final FileArchive archive;
  private final SavePoints savePoints;
  private final Clock clock;

  ImportWorld(FileArchive archive, SavePoints savePoints, Clock clock) {
    this.archive = archive;
    this.savePoints = savePoints;
    this.clock = clock;
  }

  /**
   * Imports, or goes on with it.
   *
   * @return false when the checkpoint ended the work
   * @throws UnfitFilesException when the upload is no world that can be taken; nothing was changed
   */
  boolean imported(SecureFolder home, UserId user, FileWork.Import work, Checkpoint checkpoint)
      throws IOException {
    String name = work.upload().name();
    String key = ExchangeKeys.upload(user, work.upload());
    if (!Swap.finishOthers(home, name, checkpoint)) {
      return false;
    }
    if (Swap.find(home).isEmpty()) {
      List<Stored> stored = archive.list(key);
      if (find(stored, key + DONE).isPresent()) {
        return finished(home, key, checkpoint);
      }
      Stored upload =
          find(stored, key)
              .orElseThrow(() -> new UnfitFilesException("The upload is not there any more."));
      if (!prepared(home, user, work, upload, checkpoint)) {
        return false;
      }
    }
    Swap.find(home).orElseThrow().perform();
    if (!savePoints.measure(home, user, checkpoint)) {
      return false;
    }
    var unused = archive.store(key + DONE, to -> true);
    return finished(home, key, checkpoint);
  }

  private static Optional<Stored> find(List<Stored> stored, String key) {
    return stored.stream().filter(each -> each.key().equals(key)).findFirst();
  }

  private boolean finished(SecureFolder home, String key, Checkpoint checkpoint)
      throws IOException {
    archive.remove(List.of(key));
    return Swap.remove(home, checkpoint);
  }

  /** Has a swap written down, with the world unpacked beside the user's files. */
  private boolean prepared(
      SecureFolder home, UserId user, FileWork.Import work, Stored stored, Checkpoint checkpoint)
      throws IOException {
    UploadedWorld upload =
        new UploadedWorld(archive, stored.key(), stored.bytes(), Limits.OF_AN_UPLOAD);
    Optional<CheckedWorld> checked = upload.check(checkpoint);
    if (checked.isEmpty()) {
      return false;
    }
    CheckedWorld world = checked.get();
    boolean replaces = replaces(home, work, world);
    boolean safe =
        !replaces || savePoints.takeOnce(home, user, work.before(), Optional.empty(), checkpoint);
    Unit unit = Unit.ofWorld(world.name());
    if (!safe || !unpacked(home, upload, world, unit, checkpoint)) {
      return false;
    }
    Swap.prepare(home, work.upload().name(), List.of(unit), List.of());
    return true;
  }

  /** Whether there is a world in whose place it comes. */
  private static boolean replaces(SecureFolder home, FileWork.Import work, CheckedWorld world)
      throws IOException {
    OptionalInt runs = WorldDescription.generation(work.before().foundryVersion());
    if (runs.isPresent() && world.generation().orElse(0) > runs.getAsInt()) {
      throw new UnfitFilesException(
          "The world was last opened with Foundry %d, and this server runs %d: update it first."
              .formatted(world.generation().getAsInt(), runs.getAsInt()));
    }
    WorldName name = world.name();
    if (work.replace().filter(other -> !other.equals(name)).isPresent()) {
      throw new UnfitFilesException(
          "The archive holds the world \"%s\", not \"%s\".".formatted(name, work.replace().get()));
    }
    boolean there = Swap.lies(home, Unit.ofWorld(name).path());
    if (there && work.replace().isEmpty()) {
      throw new UnfitFilesException(
          "There is a world \"%s\" already; import this one in its place.".formatted(name));
    }
    return there;
  }

  private boolean unpacked(
      SecureFolder home, UploadedWorld upload, CheckedWorld world, Unit unit, Checkpoint checkpoint)
      throws IOException {
    // What an earlier try left half unpacked.
    if (!Swap.remove(home, checkpoint)) {
      return false;
    }
    try (SecureFolder fresh = Swap.fresh(home);
        UploadedWorld.Entries entries = upload.entries(world, unit.path(), clock.instant())) {
      if (!UnitUnpacker.unpack(
          fresh, entries, Limits.OF_AN_UPLOAD, savePoints.readers(), checkpoint)) {
        return false;
      }
      Optional<Fingerprint.Contents> made =
          savePoints.tree(fresh, checkpoint).contents(unit, Limits.OF_A_UNIT);
      if (made.isPresent() && made.get().bytes() != world.bytes()) {
        throw new IOException("a world came out of its archive unlike it was checked");
      }
      return made.isPresent();
    }
  }
}
