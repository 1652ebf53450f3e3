/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import dev.foundryhosting.files.FileArchive;
import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Packs a unit as a {@code tar.gz}. One that changes meanwhile is read again, and never torn. */
final class PackUnit {
  private static final int TRIES = 3;
  private static final int GZIP_BUFFER = 64 * 1024;

  private final Limits limits;

  PackUnit(Limits limits) {
    this.limits = limits;
  }

  /** Where a unit is stored. */
  interface Destination {
    /** Stores it, as {@link FileArchive#store}; false when it was not whole. */
    boolean store(Fingerprint.Contents contents, FileArchive.Content packed) throws IOException;
  }

  /**
   * Packs a unit.
   *
   * @param looked what it held a moment ago
   * @return what was stored; empty when the checkpoint ended the work
   * @throws UnfitFilesException when its files do not rest
   */
  Optional<Fingerprint.Contents> pack(
      UserTree tree, Unit unit, Fingerprint.Contents looked, Destination destination)
      throws IOException {
    Optional<Fingerprint.Contents> before = Optional.of(looked);
    for (int made = 0; made < TRIES && before.isPresent(); made++) {
      if (stored(tree, unit, before.get(), destination)) {
        return before;
      }
      before = tree.contents(unit, limits);
    }
    if (before.isEmpty()) {
      return Optional.empty();
    }
    throw new UnfitFilesException(
        "The files of the %s change while they are read.".formatted(unit.label()));
  }

  private boolean stored(
      UserTree tree, Unit unit, Fingerprint.Contents expected, Destination destination)
      throws IOException {
    try {
      return destination.store(expected, to -> packed(tree, unit, expected, to));
    } catch (UnitChangedException e) {
      return false;
    }
  }

  /** Whether what was packed is what was expected; between the files nothing may change, either. */
  private boolean packed(UserTree tree, Unit unit, Fingerprint.Contents expected, OutputStream to)
      throws IOException {
    FastGzip gzip = new FastGzip(to);
    // A tar comes in records of 512 bytes: each by itself would cost a call of native code.
    BufferedOutputStream records = new BufferedOutputStream(gzip, GZIP_BUFFER);
    boolean whole =
        UnitPacker.pack(tree, unit, limits, records).equals(Optional.of(expected))
            && tree.contents(unit, limits).equals(Optional.of(expected));
    records.flush();
    gzip.finish();
    return whole;
  }

  /** Most of a world is packed already: pictures, sounds, LevelDB's blocks. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream to) throws IOException {
      super(to, GZIP_BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
