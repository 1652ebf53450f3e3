/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The reservations for which a running server must stop. */
final class BookedTimes {
  private final Reservations reservations;
  private final Clock clock;

  BookedTimes(Reservations reservations, Clock clock) {
    this.reservations = reservations;
    this.clock = clock;
  }

  /**
   * @param next the start of the next session of another user on the server's licence
   * @param obsoleteNotice a {@code BOOKED} notice whose session is not booked any more
   */
  record Found(Optional<Instant> next, Optional<Notice> obsoleteNotice) {}

  Found of(Instance instance, Run run) {
    List<Reservation> others = ofOthers(run, instance.userId());
    return new Found(
        start(others),
        run.notice()
            .filter(notice -> notice.stopCause().kind() == StopCauseKind.BOOKED)
            .filter(notice -> !isNeeded(notice, instance, run, others)));
  }

  /** The start of the next session of another user on the run's licence. */
  Optional<Instant> next(Run run, UserId user) {
    return start(ofOthers(run, user));
  }

  private List<Reservation> ofOthers(Run run, UserId user) {
    Instant now = clock.instant();
    return reservations.on(run.licenseId()).stream()
        .filter(reservation -> !reservation.userId().equals(user))
        .filter(reservation -> reservation.slot().end().isAfter(now))
        .toList();
  }

  private static Optional<Instant> start(List<Reservation> ordered) {
    return ordered.stream().findFirst().map(reservation -> reservation.slot().start());
  }

  /** Whether another user's session, or the user's own on another licence, needs the stop. */
  private boolean isNeeded(Notice notice, Instance instance, Run run, List<Reservation> others) {
    Stream<Reservation> elsewhere =
        reservations.of(instance.userId()).reservations().stream()
            .filter(reservation -> !reservation.licenseId().equals(run.licenseId()));
    return Stream.concat(others.stream(), elsewhere)
        .map(reservation -> reservation.slot().start().minus(Reservation.PREPARED_AHEAD))
        .anyMatch(needed -> !needed.isAfter(notice.stopAt()));
  }
}
