/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What may be booked.
 *
 * @param openSessions the most that a user may have open at a time
 * @param borrowing how long a user may have licences of others
 */
public record BookingLimits(int openSessions, BorrowingLimit borrowing) {
  public static final Duration SHORTEST = Duration.ofMinutes(15);
  public static final Duration LONGEST = Duration.ofHours(12);
  public static final Duration AHEAD = Duration.ofDays(90);

  public BookingLimits {
    if (openSessions < 1) {
      throw new IllegalArgumentException("a user may have at least one open session");
    }
  }

  /**
   * @throws PlatformException {@code VALIDATION_ERROR} that names the field
   */
  public static TimeSlot slot(Instant start, Instant end, Instant now) {
    if (!start.isAfter(now)) {
      throw PlatformException.invalid("startsAt", "must lie in the future");
    }
    if (start.isAfter(now.plus(AHEAD))) {
      throw PlatformException.invalid(
          "startsAt", "must be at most %d days ahead".formatted(AHEAD.toDays()));
    }
    if (!end.isAfter(start)) {
      throw PlatformException.invalid("endsAt", "must be later than startsAt");
    }
    TimeSlot slot = new TimeSlot(start, end);
    if (slot.length().compareTo(SHORTEST) < 0 || slot.length().compareTo(LONGEST) > 0) {
      throw PlatformException.invalid(
          "endsAt",
          "must be %d minutes to %d hours after startsAt"
              .formatted(SHORTEST.toMinutes(), LONGEST.toHours()));
    }
    return slot;
  }

  /** Whether a user may have a licence for a slot; the own one always. */
  public boolean admit(License license, TimeSlot slot, UserBookings bookings) {
    return license.ownerId().equals(bookings.userId()) || borrowing.admits(slot, bookings);
  }

  /**
   * @throws PlatformException {@code INVALID_STATE} when the user has reached the limit
   */
  public void check(UserBookings bookings) {
    Optional<String> reached = reached(bookings);
    if (reached.isPresent()) {
      throw new PlatformException(ErrorCode.INVALID_STATE, reached.get());
    }
  }

  /** A sentence for a user who has reached the limit; empty for others. */
  public Optional<String> reached(UserBookings bookings) {
    return bookings.reservations().size() < openSessions
        ? Optional.empty()
        : Optional.of(
            "A user may have %d sessions open at a time. Cancel one, or wait until one is over."
                .formatted(openSessions));
  }
}
