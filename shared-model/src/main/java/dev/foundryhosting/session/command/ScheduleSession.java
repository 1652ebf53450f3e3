/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.Tokens;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.BookingLimits;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Books a licence's time for a user's session (docs/decisions/ADR-012.md). */
public final class ScheduleSession {
  /** The time to answer with a failure. */
  private static final Duration ANSWER_NEEDS = Duration.ofSeconds(2);

  private final Sessions sessions;
  private final Instances instances;
  private final Licenses licenses;
  private final Reservations reservations;
  private final SessionReconciler reconciler;
  private final BookingLimits limits;
  private final RandomSource random;
  private final Clock clock;

  public ScheduleSession(
      Sessions sessions,
      Instances instances,
      Licenses licenses,
      Reservations reservations,
      SessionReconciler reconciler,
      BookingLimits limits,
      RandomSource random,
      Clock clock) {
    this.sessions = sessions;
    this.instances = instances;
    this.licenses = licenses;
    this.reservations = reservations;
    this.reconciler = reconciler;
    this.limits = limits;
    this.random = random;
    this.clock = clock;
  }

  /** What a user wants to book, on the preferred licence if that is free. */
  public record BookingRequest(
      UserId user, Instant start, Instant end, SessionText text, Optional<LicenseId> preferred) {}

  /**
   * Books the best free licence. When a concurrent booking wins, it decides anew, until there is a
   * licence, none, or no time.
   *
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code INSTANCE_NOT_FOUND}, {@code
   *     INVALID_STATE} when the server is being destroyed or too many sessions are open, {@code
   *     LICENSE_NOT_FOUND}, {@code LICENSE_UNAVAILABLE} when there is none for this user, {@code
   *     SESSION_CONFLICT} with the next free slot
   */
  public Session schedule(BookingRequest request, Deadline deadline) {
    TimeSlot slot = BookingLimits.slot(request.start(), request.end(), clock.instant());
    requireServer(request.user());
    while (deadline.leaves(ANSWER_NEEDS)) {
      Optional<Session> booked = attempt(request, slot);
      if (booked.isPresent()) {
        // Publishes the event for the owner, and sets the next time that the session is due.
        return reconciler.follow(booked.get().sessionId(), deadline).orElse(booked.get());
      }
    }
    throw PlatformException.notNow(
        ErrorCode.CONFLICT, "Too many are booking right now. Try again in a moment.");
  }

  private void requireServer(UserId user) {
    Instance instance = instances.require(user);
    if (instance.desired() == Desired.DESTROYED) {
      throw new PlatformException(ErrorCode.INVALID_STATE, "The server is being destroyed.");
    }
  }

  /** Empty when a concurrent booking won. */
  private Optional<Session> attempt(BookingRequest request, TimeSlot slot) {
    Instant now = clock.instant();
    UserBookings bookings = reservations.of(request.user());
    limits.check(bookings);
    Optional<Reservation> own = bookings.blocking(slot);
    List<TimeSlot> later = new ArrayList<>();
    for (License license : candidates(request, slot, now)) {
      List<Reservation> booked = reservations.on(license.licenseId());
      if (own.isEmpty() && Availability.free(slot, booked)) {
        SessionId id = new SessionId(Tokens.draw(random));
        Reservation reservation = new Reservation(license.licenseId(), slot, id, request.user());
        return book(
            Session.booked(reservation, request.text(), license.ownerId(), now), license, bookings);
      }
      later.add(Availability.next(slot, booked, bookings));
    }
    throw taken(own, later);
  }

  /** A conflict of transactions has written nothing and is a lost race, too. */
  private Optional<Session> book(Session session, License license, UserBookings bookings) {
    try {
      return sessions.book(session, license, bookings);
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private List<License> candidates(BookingRequest request, TimeSlot slot, Instant now) {
    List<License> found =
        new ArrayList<>(
            Availability.candidates(
                request.user(),
                licenses.find(LicenseId.ofOwner(request.user())),
                licenses.pool(),
                slot,
                now));
    if (request.preferred().isPresent()) {
      LicenseId id = request.preferred().get();
      License preferred =
          licenses
              .find(id)
              .orElseThrow(
                  () ->
                      new PlatformException(
                          ErrorCode.LICENSE_NOT_FOUND, "There is no licence " + id + "."));
      found.removeIf(license -> license.licenseId().equals(id));
      if (preferred.admits(request.user())) {
        found.addFirst(preferred);
      }
    }
    if (found.isEmpty()) {
      throw new PlatformException(
          ErrorCode.LICENSE_UNAVAILABLE, "Nobody lends a licence at the moment.");
    }
    return found;
  }

  private static PlatformException taken(Optional<Reservation> own, List<TimeSlot> later) {
    String why =
        own.map(Reservation::slot)
            .map(
                slot ->
                    "Your session from %s to %s is too close: %d minutes must lie between two."
                        .formatted(slot.start(), slot.end(), Reservation.TURN_OVER.toMinutes()))
            .orElse("That time is taken.");
    Instant next = later.stream().map(TimeSlot::start).min(Comparator.naturalOrder()).orElseThrow();
    return new PlatformException(
        ErrorCode.SESSION_CONFLICT,
        "%s The next slot of this length that is free begins at %s.".formatted(why, next));
  }
}
