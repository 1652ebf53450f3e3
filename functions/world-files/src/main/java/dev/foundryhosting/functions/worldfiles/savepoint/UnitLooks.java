/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What there is in a user's folder, found without reading files.
 *
 * @param units what each unit holds
 * @param unfit why a unit cannot be kept, a sentence each
 */
record UnitLooks(SortedMap<Unit, Fingerprint.Contents> units, SortedMap<Unit, String> unfit) {
  private static final int AT_ONCE = 16;

  /** Empty when the checkpoint ended the look. */
  static Optional<UnitLooks> of(UserTree tree, Limits limits) throws IOException {
    List<Look> looks = FileSteps.each(tree.units(), AT_ONCE, unit -> Look.at(tree, unit, limits));
    UnitLooks all = new UnitLooks(new TreeMap<>(), new TreeMap<>());
    for (Look look : looks) {
      if (look.contents().isPresent()) {
        all.units.put(look.unit(), look.contents().get());
      } else if (look.unfit().isPresent()) {
        all.unfit.put(look.unit(), look.unfit().get());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(all);
  }

  /** What a look at a unit found: contents, or why they cannot be kept, or no time for it. */
  private record Look(Unit unit, Optional<Fingerprint.Contents> contents, Optional<String> unfit) {
    static Look at(UserTree tree, Unit unit, Limits limits) throws IOException {
      try {
        return new Look(unit, tree.contents(unit, limits), Optional.empty());
      } catch (UnfitFilesException e) {
        return new Look(unit, Optional.empty(), Optional.of(e.why()));
      }
    }
  }
}
