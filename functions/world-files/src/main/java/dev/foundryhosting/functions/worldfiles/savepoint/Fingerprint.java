/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles.savepoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.foundryhosting.functions.worldfiles.folder.Limits;
import dev.foundryhosting.functions.worldfiles.folder.TreeEntry;
import dev.foundryhosting.functions.worldfiles.folder.UnfitFilesException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What the entries of a unit have in common with those of another exactly when both are the same:
 * paths, kinds, modes, sizes, times and targets of links. The order of the entries does not matter,
 * so that none of them is kept: it is a sum of digests.
 */
final class Fingerprint {
  private static final int DIGITS = 32;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private final Limits limits;
  private final MessageDigest sha256;
  private BigInteger sum = BigInteger.ZERO;
  private long files;
  private long bytes;

  /**
   * @param limits of what may be added
   */
  Fingerprint(Limits limits) {
    this.limits = limits;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * @throws UnfitFilesException when it exceeds the limits
   */
  void add(TreeEntry entry) throws UnfitFilesException {
    Instant modified = entry.modifiedAt().toInstant();
    String text =
        "%s\0%s\0%o\0%d\0%d.%d\0%s"
            .formatted(
                entry.path(),
                entry.type(),
                entry.mode(),
                entry.size(),
                modified.getEpochSecond(),
                modified.getNano(),
                entry.target());
    sum = sum.add(new BigInteger(1, sha256.digest(text.getBytes(ISO_8859_1)))).mod(MODULUS);
    files++;
    bytes += entry.size();
    limits.check(files, bytes);
  }

  /** What was added as far as it goes. */
  Contents contents() {
    String text = sum.toString(Character.MAX_RADIX) + " of " + files;
    byte[] digest = sha256.digest(text.getBytes(ISO_8859_1));
    return new Contents(HexFormat.of().formatHex(digest).substring(0, DIGITS), files, bytes);
  }

  /**
   * What a unit holds.
   *
   * @param fingerprint 32 hexadecimal digits
   * @param files how many files, folders and links
   * @param bytes of all files together, before they are packed
   */
  record Contents(String fingerprint, long files, long bytes) {}
}
