/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.license.Week;
import java.time.Duration;

/**
 * How long a user may have licences of others, so that a few users do not fill them.
 *
 * @param weekly the sum over the sessions that start in a {@link Week}
 */
public record BorrowingLimit(Duration weekly) {
  public BorrowingLimit {
    if (weekly.isNegative() || weekly.isZero()) {
      throw new IllegalArgumentException("a user may borrow licences for some time");
    }
  }

  /** Whether a user may borrow a licence for a slot. */
  public boolean admits(TimeSlot slot, UserBookings bookings) {
    return fits(slot, Week.of(slot.start()), bookings);
  }

  /** A sentence for a user who may not: the limit, what is used, and when there is room again. */
  public String exceeded(TimeSlot slot, UserBookings bookings) {
    String limit = "A user may borrow licences for %s a week (UTC)".formatted(text(weekly));
    if (slot.length().compareTo(weekly) > 0) {
      return "%s, and this session takes longer.".formatted(limit);
    }
    Week week = Week.of(slot.start());
    Week roomy = week.next();
    while (!fits(slot, roomy, bookings)) {
      roomy = roomy.next();
    }
    return "%s. In the week of %s you have played or booked %s. There is room for this session in the week of %s."
        .formatted(limit, week.monday(), text(bookings.borrowedIn(week)), roomy.monday());
  }

  private boolean fits(TimeSlot slot, Week week, UserBookings bookings) {
    return bookings.borrowedIn(week).plus(slot.length()).compareTo(weekly) <= 0;
  }

  private static String text(Duration time) {
    return time.toMinutesPart() == 0
        ? "%d hours".formatted(time.toHours())
        : "%d:%02d hours".formatted(time.toHours(), time.toMinutesPart());
  }
}
