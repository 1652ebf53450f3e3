/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.session.BookingLimits;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.port.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sessions of borrowers that an owner's booking displaces; writes nothing. */
final class DisplaceSessions {
  private static final String REASON = "The owner needs the licence at that time.";

  private final Sessions sessions;
  private final Licenses licenses;
  private final Reservations reservations;
  private final BookingLimits limits;

  DisplaceSessions(
      Sessions sessions, Licenses licenses, Reservations reservations, BookingLimits limits) {
    this.sessions = sessions;
    this.licenses = licenses;
    this.reservations = reservations;
    this.limits = limits;
  }

  /**
   * The displaced sessions as they are cancelled, each with a reason that offers its user another
   * time.
   *
   * @param owners the owner's reservation, which takes their place
   * @return empty when one of them is no longer scheduled
   */
  Optional<List<Session>> cancelled(Reservation owners, List<Reservation> displaced, Instant now) {
    List<Session> cancelled = new ArrayList<>();
    for (Reservation reservation : displaced) {
      Optional<Session> scheduled =
          sessions
              .find(reservation.sessionId())
              .filter(session -> session.status() == SessionStatus.SCHEDULED);
      if (scheduled.isEmpty()) {
        return Optional.empty();
      }
      String why = REASON + offer(reservation, owners, displaced, now);
      cancelled.add(scheduled.get().cancelled(why, now, now));
    }
    return Optional.of(cancelled);
  }

  private String offer(
      Reservation reservation, Reservation owners, List<Reservation> displaced, Instant now) {
    TimeSlot slot = reservation.slot();
    UserBookings bookings = reservations.of(reservation.userId()).without(reservation.sessionId());
    return Availability.candidates(
            reservation.userId(),
            licenses.find(LicenseId.ofOwner(reservation.userId())),
            licenses.pool(),
            slot,
            now)
        .stream()
        .flatMap(license -> calendar(license, bookings, owners, displaced, now).next(slot).stream())
        .map(TimeSlot::start)
        .min(Comparator.naturalOrder())
        .filter(start -> !start.isAfter(now.plus(BookingLimits.AHEAD)))
        .map(
            start ->
                start.equals(slot.start())
                    ? " Another licence is free then: you can book it."
                    : " The next time of this length that is free begins at %s.".formatted(start))
        .orElse("");
  }

  /** As it will be when the owner has booked. */
  private LicenseCalendar calendar(
      License license,
      UserBookings bookings,
      Reservation owners,
      List<Reservation> displaced,
      Instant now) {
    List<Reservation> booked = new ArrayList<>(reservations.on(license.licenseId()));
    booked.removeAll(displaced);
    if (license.licenseId().equals(owners.licenseId())) {
      booked.add(owners);
    }
    return new LicenseCalendar(license, booked, bookings, limits, now);
  }
}
