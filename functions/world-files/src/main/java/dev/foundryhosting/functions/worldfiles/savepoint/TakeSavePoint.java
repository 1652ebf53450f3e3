/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Takes a save point of a user's files. Each unit is stored once: one that did not change since any
 * save point is not read again.
 */
final class TakeSavePoint {
  private static final int PACKS_AT_ONCE = 2;

  private final Limits limits;
  private final PackUnit packUnit;
  private final Executor readers;
  private final Clock clock;

  /**
   * @param readers look at and read small files ahead
   */
  TakeSavePoint(Limits limits, Executor readers, Clock clock) {
    this.limits = limits;
    this.packUnit = new PackUnit(limits);
    this.readers = readers;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param bytes of all units as they are packed
   * @param newBytes of those that were packed now
   * @param stored all units of the user that are stored, of other save points, too
   */
  record Taken(Manifest manifest, long bytes, long newBytes, StoredUnits stored) {}

  /**
   * Takes a save point, or goes on with one that was begun.
   *
   * @return empty when the checkpoint ended the work; what is stored stays, so that the next call
   *     goes on
   * @throws UnfitFilesException when a world or the configuration cannot be kept
   */
  Optional<Taken> take(
      SecureFolder home, UserArchive archive, SavePointId id, Checkpoint checkpoint)
      throws IOException {
    UserTree tree = new UserTree(home, checkpoint, readers);
    Optional<Manifest> looked = look(tree, id, createdAt(archive, id));
    if (looked.isEmpty()) {
      return Optional.empty();
    }
    archive.put(looked.get());
    StoredUnits before = archive.storedUnits();
    Optional<SortedMap<Unit, Fingerprint.Contents>> stored =
        storeMissing(tree, archive, looked.get(), before);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Manifest whole = looked.get().completed(stored.get());
    StoredUnits now = archive.storedUnits();
    long bytes = 0;
    long newBytes = 0;
    for (Map.Entry<Unit, Fingerprint.Contents> each : whole.units().entrySet()) {
      String key = archive.key(each.getKey(), each.getValue());
      long packed =
          now.bytes(key)
              .orElseThrow(
                  () -> new IOException("a unit was removed while the save point was taken"));
      bytes += packed;
      newBytes += before.has(key) ? 0 : packed;
    }
    archive.put(whole);
    return Optional.of(new Taken(whole, bytes, newBytes, now));
  }

  private Instant createdAt(UserArchive archive, SavePointId id) throws IOException {
    return archive.find(id).map(Manifest::createdAt).orElseGet(clock::instant);
  }

  /** What there is now, as a save point whose units are still to be stored. */
  private Optional<Manifest> look(UserTree tree, SavePointId id, Instant createdAt)
      throws IOException {
    Optional<UnitLooks> looks = UnitLooks.of(tree, limits);
    if (looks.isEmpty()) {
      return Optional.empty();
    }
    for (Map.Entry<Unit, String> unfit : looks.get().unfit().entrySet()) {
      Unit unit = unfit.getKey();
      if (unit.kind() == Unit.Kind.WORLD || unit.kind() == Unit.Kind.CONFIG) {
        throw new UnfitFilesException(
            "The %s cannot be kept: %s".formatted(unit.label(), unfit.getValue()));
      }
    }
    return Optional.of(
        new Manifest(id, createdAt, false, looks.get().units(), looks.get().unfit()));
  }

  private Optional<SortedMap<Unit, Fingerprint.Contents>> storeMissing(
      UserTree tree, UserArchive archive, Manifest manifest, StoredUnits stored)
      throws IOException {
    SortedMap<Unit, Fingerprint.Contents> units = new TreeMap<>(manifest.units());
    List<Map.Entry<Unit, Fingerprint.Contents>> missing =
        manifest.units().entrySet().stream()
            .filter(each -> !stored.has(archive.key(each.getKey(), each.getValue())))
            .toList();
    UnitProgress progress = new UnitProgress(units.size(), tree.checkpoint());
    units.forEach(
        (unit, contents) -> {
          if (stored.has(archive.key(unit, contents))) {
            progress.add(contents);
          }
        });
    List<Optional<Fingerprint.Contents>> packed =
        FileSteps.each(
            missing,
            PACKS_AT_ONCE,
            each -> {
              Optional<Fingerprint.Contents> unit =
                  packUnit.pack(
                      tree,
                      each.getKey(),
                      each.getValue(),
                      (looked, content) -> archive.store(each.getKey(), looked, content));
              unit.ifPresent(progress::add);
              return unit;
            });
    for (int at = 0; at < missing.size(); at++) {
      if (packed.get(at).isEmpty()) {
        return Optional.empty();
      }
      units.put(missing.get(at).getKey(), packed.get(at).get());
    }
    return Optional.of(units);
  }
}
