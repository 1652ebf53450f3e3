/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of all functions here. It runs as the real one does, and can be moved forward but not
 * backward, since what happened happened.
 *
 * <p>A move uses up the time of work in progress (a call's deadline, a lease): the next event or
 * timer takes it up again, as after a crash of a function. Fargate, the health checks, the queues
 * and the timers wait in real time.
 */
public final class MovableClock extends Clock {
  /** Further ahead than a session can be booked. */
  public static final Duration FARTHEST = Duration.ofDays(120);

  private final Clock base;
  private final AtomicReference<Duration> moved;
  private final ZoneId zone;

  public MovableClock(Clock base) {
    this(base, new AtomicReference<>(Duration.ZERO), base.getZone());
  }

  private MovableClock(Clock base, AtomicReference<Duration> moved, ZoneId zone) {
    this.base = base;
    this.moved = moved;
    this.zone = zone;
  }

  /**
   * Moves it forward.
   *
   * @throws IllegalArgumentException for a move backward, or beyond {@link #FARTHEST} in all
   */
  public void forward(Duration by) {
    if (by.isNegative() || by.isZero()) {
      throw new IllegalArgumentException("The clock can only be moved forward.");
    }
    var unused =
        moved.updateAndGet(
            before -> {
              // Compared first: a sum of arbitrary durations may overflow.
              if (by.compareTo(FARTHEST.minus(before)) > 0) {
                throw new IllegalArgumentException(
                    "The clock can be moved by at most %d days in all."
                        .formatted(FARTHEST.toDays()));
              }
              return before.plus(by);
            });
  }

  @Override
  public Instant instant() {
    return base.instant().plus(moved.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock in another zone: it moves with this one. */
  @Override
  public Clock withZone(ZoneId other) {
    return new MovableClock(base, moved, other);
  }
}
