/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import static java.util.Comparator.naturalOrder;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Keeps a server running without players. */
public final class KeepAlive {
  public static final Duration LONGEST = Duration.ofHours(4);

  private final Instances instances;
  private final BookedTimes bookedTimes;
  private final Clock clock;

  public KeepAlive(Instances instances, Reservations reservations, Clock clock) {
    this.instances = instances;
    this.bookedTimes = new BookedTimes(reservations, clock);
    this.clock = clock;
  }

  /**
   * Keeps a server from now on, but not past the next booking of its licence, its session's
   * overtime or its user's spending cap.
   *
   * @param duration 1 minute to {@link #LONGEST}
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}; {@code INVALID_STATE} when it does not
   *     run, must stop now, or has a notice that cannot be put off
   */
  public Instance keep(UserId user, Duration duration) {
    Instance running = requireRunning(instances.require(user));
    Run run = running.run().orElseThrow();
    Optional<Instant> booked =
        bookedTimes.next(run, user).map(start -> start.minus(Reservation.PREPARED_AHEAD));
    return instances.update(running, instance -> kept(instance, duration, booked));
  }

  private Instance kept(Instance instance, Duration duration, Optional<Instant> booked) {
    Run run = requireRunning(instance).run().orElseThrow();
    Instant now = clock.instant();
    Optional<Notice> hard = run.notice().filter(notice -> !notice.canKeepAlive());
    // The spending cap is announced hours ahead: the server may be kept until then.
    Optional<Instant> spent =
        hard.filter(notice -> notice.stopCause().kind() == StopCauseKind.SPENDING_CAP)
            .map(Notice::stopAt);
    if (hard.isPresent() && spent.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_STATE,
          hard.get().stopCause().why() + " The server cannot be kept longer.");
    }
    Optional<Instant> over =
        run.booking().map(session -> session.slot().end().plus(Reservation.OVERTIME));
    Instant allowed =
        Stream.of(booked, spent, over)
            .flatMap(Optional::stream)
            .reduce(now.plus(duration), BinaryOperator.minBy(naturalOrder()));
    if (!allowed.isAfter(now)) {
      throw new PlatformException(
          ErrorCode.INVALID_STATE,
          "The licence is booked, or the session is over. The server cannot be kept longer.");
    }
    Instance kept = instance.withActivity(run.activity().keptAlive(allowed, now));
    return spent.isPresent() ? kept : kept.withoutNotice(now);
  }

  private static Instance requireRunning(Instance instance) {
    if (instance.status() != Status.RUNNING) {
      throw new PlatformException(ErrorCode.INVALID_STATE, "The server does not run.");
    }
    return instance;
  }
}
