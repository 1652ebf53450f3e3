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
  private final DisplaceSessions displacement;
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
    this.displacement = new DisplaceSessions(sessions, licenses, reservations, limits);
    this.reconciler = reconciler;
    this.limits = limits;
    this.random = random;
    this.clock = clock;
  }

  /** What a user wants to book, on the preferred licence if that is free. */
  public record BookingRequest(
      UserId user, Instant start, Instant end, SessionText text, Optional<LicenseId> preferred) {
    boolean prefers(License license) {
      return preferred.filter(license.licenseId()::equals).isPresent();
    }
  }

  /**
   * What was booked.
   *
   * @param displaced the sessions of borrowers that were cancelled for it
   */
  public record Booked(Session session, List<Session> displaced) {}

  /**
   * Books the best free licence. When none is free, or the owner prefers the own licence, an owner
   * displaces borrowers' sessions that begin in 24 hours or later. When a concurrent booking wins,
   * it decides anew, until there is a licence, none, or no time.
   *
   * @throws PlatformException {@code VALIDATION_ERROR}, {@code INSTANCE_NOT_FOUND}, {@code
   *     INVALID_STATE} when the server is being destroyed or too many sessions are open, {@code
   *     LICENSE_NOT_FOUND}, {@code LICENSE_UNAVAILABLE} when there is none for this user, or not
   *     for as long in that week, {@code SESSION_CONFLICT} with the next free slot
   */
  public Booked schedule(BookingRequest request, Deadline deadline) {
    TimeSlot slot = BookingLimits.slot(request.start(), request.end(), clock.instant());
    requireServer(request.user());
    while (deadline.leaves(ANSWER_NEEDS)) {
      Optional<Booked> booked = attempt(request, slot);
      if (booked.isPresent()) {
        return followed(booked.get(), deadline);
      }
    }
    throw PlatformException.notNow(
        ErrorCode.CONFLICT, "Too many are booking right now. Try again in a moment.");
  }

  /** Publishes the events of the sessions, and sets the next time that each is due. */
  private Booked followed(Booked booked, Deadline deadline) {
    Session session = booked.session();
    Session followed = reconciler.follow(session.sessionId(), deadline).orElse(session);
    for (Session displaced : booked.displaced()) {
      var unused = reconciler.follow(displaced.sessionId(), deadline);
    }
    return new Booked(followed, booked.displaced());
  }

  private void requireServer(UserId user) {
    Instance instance = instances.require(user);
    if (instance.desired() == Desired.DESTROYED) {
      throw new PlatformException(ErrorCode.INVALID_STATE, "The server is being destroyed.");
    }
  }

  /** Empty when a concurrent booking won. */
  private Optional<Booked> attempt(BookingRequest request, TimeSlot slot) {
    Instant now = clock.instant();
    UserBookings bookings = reservations.of(request.user());
    limits.check(bookings);
    Optional<Reservation> own = bookings.blocking(slot);
    Optional<LicenseCalendar> displacing = Optional.empty();
    List<TimeSlot> later = new ArrayList<>();
    for (License license : admitted(candidates(request, slot, now), slot, bookings)) {
      LicenseCalendar calendar =
          new LicenseCalendar(license, reservations.on(license.licenseId()), bookings, limits, now);
      if (own.isEmpty() && calendar.obtainable(slot)) {
        if (calendar.free(slot) || request.prefers(license)) {
          return book(request, slot, calendar);
        }
        displacing = Optional.of(calendar);
      }
      calendar.next(slot).ifPresent(later::add);
    }
    return book(request, slot, displacing.orElseThrow(() -> taken(own, later)));
  }

  /** A conflict of transactions has written nothing and is a lost race, too. */
  private Optional<Booked> book(BookingRequest request, TimeSlot slot, LicenseCalendar calendar) {
    License license = calendar.license();
    SessionId id = new SessionId(Tokens.draw(random));
    Reservation reservation = new Reservation(license.licenseId(), slot, id, request.user());
    Session session =
        Session.booked(reservation, request.text(), license.ownerId(), calendar.now());
    Optional<List<Session>> displaced =
        displacement.cancelled(reservation, calendar.blocking(slot), calendar.now());
    if (displaced.isEmpty()) {
      return Optional.empty();
    }
    try {
      return sessions
          .book(session, displaced.get(), license, calendar.bookings())
          .map(booked -> new Booked(booked, displaced.get()));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Those that the user may have for as long in that week. */
  private List<License> admitted(List<License> found, TimeSlot slot, UserBookings bookings) {
    List<License> admitted =
        found.stream().filter(license -> limits.admit(license, slot, bookings)).toList();
    if (admitted.isEmpty()) {
      throw new PlatformException(
          ErrorCode.LICENSE_UNAVAILABLE, limits.borrowing().exceeded(slot, bookings));
    }
    return admitted;
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
