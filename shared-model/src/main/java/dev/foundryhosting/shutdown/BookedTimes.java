package dev.foundryhosting.shutdown;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is booked for which a running server must make room. */
final class BookedTimes {
  private final Reservations reservations;
  private final Clock clock;

  BookedTimes(Reservations reservations, Clock clock) {
    this.reservations = reservations;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param next when somebody else's session on the server's licence begins next
   * @param calledOff the announcement that the server makes room, where that session is not booked
   *     any more: it was called off, or failed
   */
  record Found(Optional<Instant> next, Optional<Notice> calledOff) {}

  Found of(Instance instance, Run run) {
    Instant now = clock.instant();
    List<Reservation> others =
        reservations.on(run.licenseId()).stream()
            .filter(reservation -> !reservation.userId().equals(instance.userId()))
            .filter(reservation -> reservation.slot().end().isAfter(now))
            .toList();
    return new Found(
        others.stream().map(reservation -> reservation.slot().start()).findFirst(),
        run.notice()
            .filter(notice -> notice.stopCause().kind() == StopCauseKind.BOOKED)
            .filter(notice -> !stands(notice, instance, run, others)));
  }

  /** Whether there is a session that needs the room by then: another's, or on another licence. */
  private boolean stands(Notice notice, Instance instance, Run run, List<Reservation> others) {
    Stream<Reservation> elsewhere =
        reservations.of(instance.userId()).reservations().stream()
            .filter(reservation -> !reservation.licenseId().equals(run.licenseId()));
    return Stream.concat(others.stream(), elsewhere)
        .map(reservation -> reservation.slot().start().minus(Reservation.PREPARED_AHEAD))
        .anyMatch(needed -> !needed.isAfter(notice.stopAt()));
  }
}
