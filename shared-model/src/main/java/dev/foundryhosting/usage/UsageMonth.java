package dev.foundryhosting.usage;

import dev.foundryhosting.error.PlatformException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** A month in UTC, by which the ledger is kept; written as {@code 2026-11}. */
public record UsageMonth(YearMonth value) implements Comparable<UsageMonth> {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 9999;
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  public UsageMonth {
    if (value.getYear() < FIRST_YEAR || value.getYear() > LAST_YEAR) {
      throw PlatformException.invalid("month", "must be in the years 2000 to 9999");
    }
  }

  /**
   * @throws PlatformException {@code VALIDATION_ERROR}
   */
  public static UsageMonth parse(String text) {
    try {
      if (SHAPE.matcher(text).matches()) {
        return new UsageMonth(YearMonth.parse(text));
      }
    } catch (DateTimeException e) {
      throw PlatformException.invalid("month", "must be a month such as 2026-11");
    }
    throw PlatformException.invalid("month", "must be a month such as 2026-11");
  }

  /** Whether a time lies in a month that can be booked. */
  public static boolean covers(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }

  /** The month in which a time lies. */
  public static UsageMonth of(Instant time) {
    return new UsageMonth(YearMonth.from(time.atOffset(ZoneOffset.UTC)));
  }

  public Instant start() {
    return value.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** When the next month starts. */
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
