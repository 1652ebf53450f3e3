/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.error.PlatformException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** A calendar month in UTC; written as {@code 2026-11}. */
public record UsageMonth(YearMonth value) implements Comparable<UsageMonth> {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 9999;

  public UsageMonth {
    if (!covers(value.getYear())) {
      throw PlatformException.invalid("month", "must be in the years 2000 to 9999");
    }
  }

  /**
   * @throws PlatformException {@code VALIDATION_ERROR}
   */
  public static UsageMonth parse(String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw PlatformException.invalid("month", "must be a month such as 2026-11");
    }
    return new UsageMonth(YearMonth.parse(text));
  }

  /** Whether a time lies in a month of the ledger. */
  public static boolean covers(Instant time) {
    return covers(time.atOffset(ZoneOffset.UTC).getYear());
  }

  private static boolean covers(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  public static UsageMonth of(Instant time) {
    return new UsageMonth(YearMonth.from(time.atOffset(ZoneOffset.UTC)));
  }

  public Instant start() {
    return value.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The start of the next month. */
  public Instant end() {
    return value.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  @Override
  public int compareTo(UsageMonth other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
