/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import static dev.foundryhosting.instance.InstanceSamples.NOW;

import dev.foundryhosting.event.EventSamples;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;

/** Sessions for tests, from a bare one to one with every field filled. */
public final class SessionSamples {
  private static final Duration SESSION_LENGTH = Duration.ofHours(3);

  private SessionSamples() {}

  /** A slot on a day, counted from the day of the samples; it begins at half a second. */
  public static TimeSlot slot(int day) {
    Instant start = NOW.plus(Duration.ofDays(day)).plusMillis(500);
    return new TimeSlot(start, start.plus(SESSION_LENGTH));
  }

  /** A session as it is booked, with no word beside its title. */
  public static Session booked(UserId user, LicenseId license, String id, TimeSlot slot) {
    return Session.booked(
        new Reservation(license, slot, new SessionId(id), user),
        new SessionText("Evening", Optional.empty(), Optional.empty()),
        user,
        NOW);
  }

  /** A session that uses every field, in a state. */
  public static Session full(Session session, SessionStatus status) {
    return new Session(
        session.reservation(),
        session.text(),
        status,
        Optional.of("The licence's owner took it back: \"sorry\" — 🎲"),
        Optional.of(NOW.plusMillis(7)),
        Optional.of(NOW.plusMillis(8)),
        Optional.of(NOW.plusMillis(9)),
        EventSamples.all(),
        session.createdAt(),
        NOW.plusMillis(10),
        session.revision(),
        session.unknown());
  }

  /** What one can say of a session, all of it. */
  public static SessionText fullSubject() {
    return new SessionText(
        "Zoë's \"Curse\" 🎲", Optional.of("Bring\ndice."), Optional.of(ZoneId.of("Europe/Berlin")));
  }

  /** The same session under another subject. */
  public static Session about(Session session, SessionText subject) {
    return Session.booked(session.reservation(), subject, session.userId(), session.createdAt());
  }

  /** The same session when it was called off. */
  public static Session cancelled(Session session) {
    return session.cancelled("for a test", NOW, NOW.plusSeconds(1));
  }

  /** The same session when it must be looked at then, or never again. */
  public static Session due(Session session, Optional<Instant> time) {
    return session.due(time);
  }

  /** The same session with another note, for tests that need any change. */
  public static Session noted(Session session, String note) {
    return session.startFailed(note, NOW.plusSeconds(2));
  }

  /** Books the slot of a day on an owner's licence, for a user of its own. */
  public static Session book(
      Function<LicenseId, License> licenses,
      Reservations reservations,
      Sessions sessions,
      UserId owner,
      int day) {
    UserId user = new UserId("player-" + day);
    License license = licenses.apply(LicenseId.ofOwner(owner));
    return sessions
        .book(
            booked(user, license.licenseId(), "session-" + day, slot(day)),
            license,
            reservations.of(user))
        .orElseThrow();
  }
}
