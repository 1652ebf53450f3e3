package dev.foundryhosting.local.calendar;

import java.time.Instant;

/**
 * A session as the calendar shows it.
 *
 * @param who by whom it was booked
 * @param own whether it is the viewer's
 * @param on whether it takes place now
 */
public record Booking(
    Instant start, Instant end, String title, String who, boolean own, boolean on) {
  public Booking {
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("a booking ends after it starts");
    }
  }
}
