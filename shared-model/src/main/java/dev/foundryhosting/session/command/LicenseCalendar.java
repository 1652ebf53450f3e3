/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.session.BookingLimits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The time of a licence, as a user sees it who wants to book; pure functions.
 *
 * @param booked on the licence
 * @param bookings of the user who wants to book
 * @param now when the user asks
 */
record LicenseCalendar(
    License license,
    List<Reservation> booked,
    UserBookings bookings,
    BookingLimits limits,
    Instant now) {
  /** What a session in a slot would come too close to. */
  List<Reservation> blocking(TimeSlot slot) {
    return booked.stream().filter(other -> other.blocks(slot)).toList();
  }

  boolean free(TimeSlot slot) {
    return Availability.free(slot, booked);
  }

  /** Whether it is free, or the user as its owner may displace what is booked. */
  boolean obtainable(TimeSlot slot) {
    return Availability.free(slot, firm());
  }

  /** The first slot of the same length that is obtainable; empty when the limits admit none. */
  Optional<TimeSlot> next(TimeSlot wanted) {
    return Availability.next(
        wanted, firm(), bookings, slot -> limits.admit(license, slot, bookings));
  }

  /** What the user cannot displace. */
  private List<Reservation> firm() {
    return license.ownerId().equals(bookings.userId())
        ? booked.stream().filter(other -> !other.displaceableAt(now)).toList()
        : booked;
  }
}
