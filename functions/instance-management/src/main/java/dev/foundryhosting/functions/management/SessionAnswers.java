/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.api.AvailabilityAnswer;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.command.CheckAvailability;
import dev.foundryhosting.session.command.ScheduleSession;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** What callers see of sessions and of what is booked. */
final class SessionAnswers {
  private SessionAnswers() {}

  static SessionAnswer of(Session session) {
    return of(session, List.of());
  }

  /** A session with what there is to say of its times. */
  static SessionAnswer of(Session session, List<String> notes) {
    boolean borrowed = session.reservation().borrowed();
    return new SessionAnswer(
        session.sessionId(),
        session.userId(),
        session.text().title(),
        session.text().description(),
        session.slot().start(),
        session.slot().end(),
        session.text().zone().map(ZoneId::getId),
        Label.of(session.status()),
        session.reason(),
        session.licenseId(),
        Label.of(borrowed ? LicenseType.POOLED : LicenseType.BYOL),
        notes);
  }

  /** A new session with what there is to say of its times, and of the sessions it displaced. */
  static SessionAnswer of(ScheduleSession.Booked booked, List<String> notes) {
    Stream<String> displaced =
        booked.displaced().stream().map(s -> displaced("displaced", s.reservation()));
    return of(booked.session(), Stream.concat(notes.stream(), displaced).toList());
  }

  private static String displaced(String verb, Reservation session) {
    return "This booking %s the session of user %s from %s to %s on your licence."
        .formatted(verb, session.userId(), session.slot().start(), session.slot().end());
  }

  static AvailabilityAnswer of(CheckAvailability.Answer found, UserId user, List<String> notes) {
    return new AvailabilityAnswer(
        found.available(),
        found.free(),
        found.conflicts().stream()
            .map(
                each ->
                    new AvailabilityAnswer.Conflict(
                        each.licenseId(),
                        each.slot().start(),
                        each.slot().end(),
                        each.userId().equals(user)))
            .toList(),
        found.nextFree().map(slot -> new AvailabilityAnswer.Slot(slot.start(), slot.end())),
        found.reason(),
        Stream.concat(
                notes.stream(), found.displaced().stream().map(r -> displaced("will displace", r)))
            .toList());
  }

  static InstanceAnswer.NextSession next(Reservation reservation) {
    return new InstanceAnswer.NextSession(
        reservation.sessionId(), reservation.slot().start(), reservation.slot().end());
  }
}
