/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
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

  public FileSettings {
    if (storageLimitGb.isPresent()
        && (storageLimitGb.getAsInt() < 1 || storageLimitGb.getAsInt() > MOST_GB)) {
      throw PlatformException.invalid(
          "storageLimitGb", "must be a whole number from 1 to %d".formatted(MOST_GB));
    }
  }

  /** The defaults. */
  public static FileSettings usual() {
    return new FileSettings(true, OptionalInt.empty());
  }
}
