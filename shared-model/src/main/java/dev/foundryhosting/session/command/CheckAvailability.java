/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.BookingLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether a user can book a time, and which reservations conflict with it. */
public final class CheckAvailability {
  private final Licenses licenses;
  private final Reservations reservations;
  private final BookingLimits limits;
  private final Clock clock;

  public CheckAvailability(
      Licenses licenses, Reservations reservations, BookingLimits limits, Clock clock) {
    this.licenses = licenses;
    this.reservations = reservations;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * @param free the licences that can be booked, the best first
   * @param conflicts of the user, or on the other licences
   * @param nextFree the first free slot of that length; empty when there is no licence
   * @param displaced the borrowers' sessions that a booking would displace
   * @param reason why the user cannot book anything at all, or not in that week; then nothing is
   *     free
   */
  public record Answer(
      List<LicenseId> free,
      List<Reservation> conflicts,
      Optional<TimeSlot> nextFree,
      List<Reservation> displaced,
      Optional<String> reason) {
    public boolean available() {
      return !free.isEmpty();
    }
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code VALIDATION_ERROR}
   */
  public Answer check(UserId user, Instant start, Instant end) {
    Instant now = clock.instant();
    TimeSlot slot = BookingLimits.slot(start, end, now);
    List<License> candidates =
        Availability.candidates(
            user, licenses.find(LicenseId.ofOwner(user)), licenses.pool(), slot, now);
    UserBookings bookings = reservations.of(user);
    Optional<String> reached = limits.reached(bookings);
    List<Reservation> own = bookings.reservations().stream().filter(r -> r.blocks(slot)).toList();
    List<LicenseId> free = new ArrayList<>();
    List<Reservation> conflicts = new ArrayList<>(own);
    List<LicenseCalendar> displacing = new ArrayList<>();
    List<TimeSlot> next = new ArrayList<>();
    for (License license : candidates) {
      LicenseCalendar calendar =
          new LicenseCalendar(license, reservations.on(license.licenseId()), bookings, limits, now);
      calendar.blocking(slot).stream().filter(r -> !conflicts.contains(r)).forEach(conflicts::add);
      if (own.isEmpty() && reached.isEmpty() && limits.admit(license, slot, bookings)) {
        if (calendar.free(slot)) {
          free.add(license.licenseId());
        } else if (calendar.obtainable(slot)) {
          displacing.add(calendar);
        }
      }
      calendar.next(slot).ifPresent(next::add);
    }
    List<Reservation> displaced =
        free.isEmpty()
            ? displacing.stream().flatMap(calendar -> calendar.blocking(slot).stream()).toList()
            : List.of();
    displacing.forEach(calendar -> free.add(calendar.license().licenseId()));
    return new Answer(
        free,
        conflicts,
        next.stream()
            .min(Comparator.comparing(TimeSlot::start))
            .filter(earliest -> reached.isEmpty()),
        displaced,
        reached.or(() -> limited(candidates, slot, bookings)));
  }

  /** A sentence for a user who may have none of the licences in that week. */
  private Optional<String> limited(List<License> candidates, TimeSlot slot, UserBookings bookings) {
    return candidates.isEmpty()
            || candidates.stream().anyMatch(license -> limits.admit(license, slot, bookings))
        ? Optional.empty()
        : Optional.of(limits.borrowing().exceeded(slot, bookings));
  }
}
