/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.functions.worldfiles.folder.Checkpoint;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.SecureFolder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Brings back units of a save point. They are unpacked beside the user's files and compared with
 * what the save point says; only then are they swapped in by renames. Whatever fails before leaves
 * everything as it was; whatever dies after goes on with the swap.
 */
final class RestoreSavePoint {
  private final Limits limits;
  private final Executor files;

  /**
   * @param files look at and write small files at the same time
   */
  RestoreSavePoint(Limits limits, Executor files) {
    this.limits = limits;
    this.files = files;
  }

  /** What is brought back. */
  sealed interface Selection {
    /** All that the save point has; units that it has not are taken away. */
    record Everything() implements Selection {}

    /** One unit, such as a world. */
    record Only(Unit unit) implements Selection {}
  }

  /**
   * Restores, or goes on with it.
   *
   * @param work names this restore among others
   * @return false when the checkpoint ended the work
   * @throws IOException with nothing changed, unless all was unpacked and compared before
   */
  boolean restore(
      SecureFolder home,
      UserArchive archive,
      Manifest manifest,
      Selection selection,
      String work,
      Checkpoint checkpoint)
      throws IOException {
    if (!Swap.finishOthers(home, work, checkpoint)) {
      return false;
    }
    if (Swap.find(home).isEmpty()) {
      Map<Unit, Fingerprint.Contents> chosen = chosen(manifest, selection);
      if (!Swap.removeOthers(home, chosen.keySet(), checkpoint)
          || !unpacked(home, archive, chosen, checkpoint)) {
        return false;
      }
      List<Unit> gone =
          selection instanceof Selection.Everything
              ? superfluous(home, manifest, checkpoint)
              : List.of();
      Swap.prepare(home, work, List.copyOf(chosen.keySet()), gone);
    }
    Swap.find(home).orElseThrow().perform();
    return Swap.remove(home, checkpoint);
  }

  private static Map<Unit, Fingerprint.Contents> chosen(Manifest manifest, Selection selection)
      throws IOException {
    return switch (selection) {
      case Selection.Everything() -> manifest.units();
      case Selection.Only(Unit unit) -> {
        Fingerprint.Contents contents = manifest.units().get(unit);
        if (contents == null) {
          throw new IOException("the save point has no such unit");
        }
        yield Map.of(unit, contents);
      }
    };
  }

  /** The units that came after the save point. One that it left out is none of them. */
  private List<Unit> superfluous(SecureFolder home, Manifest manifest, Checkpoint checkpoint)
      throws IOException {
    List<Unit> gone = new ArrayList<>(new UserTree(home, checkpoint, files).units());
    gone.removeAll(manifest.units().keySet());
    gone.removeAll(manifest.leftOut().keySet());
    return gone;
  }

  private boolean unpacked(
      SecureFolder home,
      UserArchive archive,
      Map<Unit, Fingerprint.Contents> units,
      Checkpoint checkpoint)
      throws IOException {
    UnitProgress progress = new UnitProgress(units.size(), checkpoint);
    try (SecureFolder fresh = Swap.fresh(home)) {
      for (Map.Entry<Unit, Fingerprint.Contents> each : units.entrySet()) {
        if (!unpacked(fresh, archive, each.getKey(), each.getValue(), checkpoint)) {
          return false;
        }
        progress.add(each.getValue());
      }
      return true;
    }
  }

  /** A unit that an earlier try unpacked is not unpacked again. */
  private boolean unpacked(
      SecureFolder fresh,
      UserArchive archive,
      Unit unit,
      Fingerprint.Contents kept,
      Checkpoint checkpoint)
      throws IOException {
    UserTree tree = new UserTree(fresh, checkpoint, files);
    Optional<Fingerprint.Contents> found = tree.contents(unit, limits);
    if (found.isPresent() && found.get().files() > 0 && !found.get().equals(kept)) {
      if (!Swap.remove(fresh, unit, checkpoint)) {
        return false;
      }
      found = tree.contents(unit, limits);
    }
    if (found.isPresent() && !found.get().equals(kept)) {
      try (InputStream packed = archive.open(unit, kept)) {
        if (!UnitUnpacker.unpack(fresh, TarFormat.reader(packed), limits, files, checkpoint)) {
          return false;
        }
      }
      found = tree.contents(unit, limits);
    }
    if (found.isPresent() && !found.get().equals(kept)) {
      throw new IOException("a unit came back unlike it was kept");
    }
    return found.isPresent();
  }
}
