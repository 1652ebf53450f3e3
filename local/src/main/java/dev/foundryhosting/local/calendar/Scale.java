/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The horizontal axis of the calendar. Each day is a column of the same width, also one of 23 or 25
 * hours.
 *
 * @param zone whose days they are
 * @param left of the first column
 */
record Scale(LocalDate firstDay, int days, ZoneId zone, double left, double dayWidth) {

  /** The place of a time; the edge for times before the first or after the last day. */
  double x(Instant time) {
    LocalDate day = time.atZone(zone).toLocalDate();
    if (day.isBefore(firstDay)) {
      return left;
    }
    if (!day.isBefore(firstDay.plusDays(days))) {
      return right();
    }
    Instant midnight = midnight(day);
    double share =
        (double) Duration.between(midnight, time).toSeconds()
            / Duration.between(midnight, midnight(day.plusDays(1))).toSeconds();
    return column(day) + share * dayWidth;
  }

  double column(LocalDate day) {
    return left + (day.toEpochDay() - firstDay.toEpochDay()) * dayWidth;
  }

  double right() {
    return left + days * dayWidth;
  }

  /** Whether a part of the time between two times is visible. */
  boolean shows(Instant start, Instant end) {
    return end.isAfter(midnight(firstDay)) && start.isBefore(midnight(firstDay.plusDays(days)));
  }

  private Instant midnight(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
