/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.folder;

/**
 * How much may be kept as one.
 *
 * @param files how many files, folders and links
 * @param bytes of all files before they are packed; holes in sparse files count
 */
public record Limits(long files, long bytes) {
  private static final long GIB = 1L << 30;

  /**
   * A unit must be packed within one invocation of 15 minutes (docs/performance.md); a larger one
   * is refused with a sentence instead of being begun for ever.
   */
  public static final Limits OF_A_UNIT = new Limits(1_000_000, 16 * GIB);

  /** An archive that comes in: a world has far fewer files than a unit may. */
  public static final Limits OF_AN_UPLOAD = new Limits(250_000, 16 * GIB);

  /**
   * @throws UnfitFilesException when there is more
   */
  public void check(long seenFiles, long seenBytes) throws UnfitFilesException {
    if (seenFiles > files) {
      throw new UnfitFilesException("There are more than %,d files.".formatted(files));
    }
    if (seenBytes > bytes) {
      throw new UnfitFilesException("The files have more than %d GiB.".formatted(bytes / GIB));
    }
  }
}
