/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.files.StorageUse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What a server's files take, and how far that is metered. A day is metered once it is over, in
 * UTC, by what was known at its end.
 *
 * @param use as it was measured last
 * @param nextDay the first day that is not in the ledger
 */
public record StorageMeter(StorageUse use, LocalDate nextDay) {
  /** Metering begins with the day of the first measurement. */
  public static StorageMeter begun(StorageUse use) {
    return new StorageMeter(use, day(use.measuredAt()));
  }

  public StorageMeter measured(StorageUse newUse) {
    return new StorageMeter(newUse, nextDay);
  }

  private static LocalDate day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
