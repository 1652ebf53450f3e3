package dev.foundryhosting.local.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The clock of all functions here. It runs as the real one does, and can be moved forward while
 * everything runs; backward it never goes, since what happened happened.
 *
 * <p>What is under way when it is moved finds its time used up (a call's deadline, a lease): it is
 * put down and taken up again by the next event or timer, as after any death of a function. What
 * waits in real time (Fargate, the health checks, the queues, the timers) is not moved.
 */
public final class MovableClock extends Clock {
  /** Further than anybody can book. */
  public static final Duration FARTHEST = Duration.ofDays(120);

  private final Clock base;
  private final AtomicReference<Duration> moved;
  private final ZoneId zone;

  /**
   * @param base the time to begin with
   */
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
   * @throws IllegalArgumentException when that is not forward, or more than {@link #FARTHEST} in
   *     all
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
