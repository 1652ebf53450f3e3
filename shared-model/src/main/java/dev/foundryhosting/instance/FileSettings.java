/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a server's files are kept.
 *
 * @param saveAfterRuns whether a save point is taken after each run that players joined
 * @param storageLimitGb how much files and save points may take together, 1 to 1000 GB; empty for
 *     no limit
 */
public record FileSettings(boolean saveAfterRuns, OptionalInt storageLimitGb) {
  private static final int MOST_GB = 1000;
  private static final long BYTES_PER_GB = 1L << 30;

  public FileSettings {
    if (storageLimitGb.isPresent()
        && (storageLimitGb.getAsInt() < 1 || storageLimitGb.getAsInt() > MOST_GB)) {
      throw PlatformException.invalid(
          "storageLimitGb", "must be a whole number from 1 to %d".formatted(MOST_GB));
    }
  }

  /** Whether files and save points take four fifths of what they may, or more. */
  public boolean nearLimit(StorageMeter storage) {
    return storageLimitGb.isPresent() && storage.use().bytes() >= limitBytes() / 5 * 4;
  }

  /** Whether so many bytes more are too many; what is not known yet counts as nothing. */
  public boolean exceeded(Optional<StorageMeter> storage, long more) {
    long taken = storage.map(meter -> meter.use().bytes()).orElse(0L);
    return storageLimitGb.isPresent() && taken + more > limitBytes();
  }

  private long limitBytes() {
    return storageLimitGb.orElseThrow() * BYTES_PER_GB;
  }

  /** The defaults. */
  public static FileSettings usual() {
    return new FileSettings(true, OptionalInt.empty());
  }
}
