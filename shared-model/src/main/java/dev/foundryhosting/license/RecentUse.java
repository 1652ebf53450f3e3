/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long servers ran on a licence lately, by the day (UTC) on which each run ended. The pool
 * offers the licence that was used least.
 *
 * @param byDay the next run drops entries older than {@link #DAYS} days
 */
public record RecentUse(Map<LocalDate, Duration> byDay) {
  /** How far back use counts. */
  public static final int DAYS = 30;

  public RecentUse {
    byDay = Map.copyOf(byDay);
  }

  public static RecentUse none() {
    return new RecentUse(Map.of());
  }

  /** Adds a run. */
  public RecentUse plus(Duration used, Instant end) {
    Map<LocalDate, Duration> days = new TreeMap<>(byDay);
    days.keySet().removeIf(day -> day.isBefore(first(end)));
    days.merge(day(end), used, Duration::plus);
    return new RecentUse(days);
  }

  /** The use of the last {@link #DAYS} days. */
  public Duration total(Instant now) {
    return byDay.entrySet().stream()
        .filter(entry -> !entry.getKey().isBefore(first(now)))
        .map(Map.Entry::getValue)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static LocalDate first(Instant now) {
    return day(now).minusDays(DAYS);
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
