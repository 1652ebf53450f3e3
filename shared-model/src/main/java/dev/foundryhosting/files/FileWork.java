/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.files;

import dev.foundryhosting.files.FileJob.Kind;
import dev.foundryhosting.license.LicenseId;
import java.util.Optional;

/** What a job on a user's files does, with all that it needs to know. */
public sealed interface FileWork {
  /** The kind, by whose name records and logs know it. */
  default Kind kind() {
    return switch (this) {
      case LicenseIn any -> Kind.LICENSE_IN;
      case LicenseOut any -> Kind.LICENSE_OUT;
      case LicenseRemove any -> Kind.LICENSE_REMOVE;
      case Wipe any -> Kind.WIPE;
      case Save any -> Kind.SAVE;
      case Restore any -> Kind.RESTORE;
      case Export any -> Kind.EXPORT;
      case Import any -> Kind.IMPORT;
      case Forget any -> Kind.FORGET;
      case Measure any -> Kind.MEASURE;
    };
  }

  /** Whether it changes what a server reads, so that none may start meanwhile. */
  default boolean excludesRuns() {
    return kind() == Kind.RESTORE || kind() == Kind.IMPORT;
  }

  /** The save point that it takes, if any. */
  default Optional<SavePointOrder> savePoint() {
    return switch (this) {
      case Save(SavePointOrder order) -> Optional.of(order);
      case Restore(SavePointOrder before, Restoration any) -> Optional.of(before);
      case Import(SavePointOrder before, ImportId any, Optional<WorldName> replace) ->
          replace.map(world -> before);
      default -> Optional.empty();
    };
  }

  /** Whether a save point that is taken later does for it. */
  default boolean doneBySavePoint() {
    return switch (this) {
      case Measure any -> true;
      case Save(SavePointOrder order) -> order.reason() == SavePointOrder.Reason.RUN;
      default -> false;
    };
  }

  /** Whether it ends with a measurement of files and save points. */
  default boolean measures() {
    return switch (kind()) {
      case SAVE, RESTORE, IMPORT, MEASURE -> true;
      case LICENSE_IN, LICENSE_OUT, LICENSE_REMOVE, WIPE, EXPORT, FORGET -> false;
    };
  }

  /** Whether nothing is lost but what it would have added, when it cannot be done. */
  default boolean mayBeGivenUp() {
    return switch (kind()) {
      case SAVE, EXPORT, MEASURE -> true;
      case LICENSE_IN, LICENSE_OUT, LICENSE_REMOVE, WIPE, RESTORE, IMPORT, FORGET -> false;
    };
  }

  /** Lays the signed licence file into the user's folder before a run. */
  record LicenseIn(LicenseId license) implements FileWork {}

  /** Takes the licence file out of the user's folder after a run, and keeps a signed one. */
  record LicenseOut(LicenseId license) implements FileWork {}

  /** Removes the file that is kept for a licence. */
  record LicenseRemove(LicenseId license) implements FileWork {}

  /** Removes all files of the user. */
  record Wipe() implements FileWork {}

  /** Takes a save point. A start does not wait for it: it takes its place. */
  record Save(SavePointOrder order) implements FileWork {}

  /**
   * Takes a save point, and then brings back what another one holds.
   *
   * @param before the save point that is taken first
   */
  record Restore(SavePointOrder before, Restoration restoration) implements FileWork {}

  /**
   * Packs a world for its user to take home, under the id of the job.
   *
   * @param from the save point that holds the world; the files as they are now when empty
   */
  record Export(WorldName world, Optional<SavePointId> from) implements FileWork {}

  /**
   * Checks an uploaded world and lays it into the user's folder.
   *
   * @param before the save point that is taken first when a world is replaced; it names the version
   *     of Foundry, and no world of a newer generation is taken
   * @param replace the world in whose place it comes; a new one when empty
   */
  record Import(SavePointOrder before, ImportId upload, Optional<WorldName> replace)
      implements FileWork {}

  /** Removes all save points of the user, and what is known of the files. */
  record Forget() implements FileWork {}

  /** Measures files and save points, and lists the worlds. */
  record Measure() implements FileWork {}
}
