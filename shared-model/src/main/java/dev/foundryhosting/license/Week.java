/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * A week of ISO 8601 in UTC. A session belongs to the week in which it starts.
 *
 * @param monday its first day
 */
public record Week(LocalDate monday) implements Comparable<Week> {
  public Week {
    if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException("a week begins on a Monday");
    }
  }

  /** The week of a time. */
  public static Week of(Instant time) {
    LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
    return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
  }

  /** Its first instant. */
  public Instant start() {
    return monday.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  public Week next() {
    return new Week(monday.plusWeeks(1));
  }

  @Override
  public int compareTo(Week other) {
    return monday.compareTo(other.monday);
  }
}
