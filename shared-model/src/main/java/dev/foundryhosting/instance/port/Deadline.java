/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.error.PlatformException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Until when work may go on: a function's time is limited, and results must be recorded. */
public record Deadline(Clock clock, Instant at) {
  public static Deadline in(Duration left, Clock clock) {
    return new Deadline(clock, clock.instant().plus(left));
  }

  /** Whether at least this much time is left. */
  public boolean leaves(Duration needed) {
    return !clock.instant().plus(needed).isAfter(at);
  }

  /** What is left; nothing once it is over. */
  public Duration left() {
    Duration left = Duration.between(clock.instant(), at);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * For work of several calls, before each of them.
   *
   * @param doing the end of a sentence that begins with "Could not", such as "store the key"
   * @throws PlatformException {@code DEPENDENCY_FAILED} when less than that is left
   */
  public void require(Duration needed, String doing) {
    if (!leaves(needed)) {
      throw PlatformException.dependency(
          "Could not %s: there was no time left.".formatted(doing), true);
    }
  }

  /** The earlier of this deadline and another time. */
  public Deadline noLaterThan(Instant other) {
    return other.isBefore(at) ? new Deadline(clock, other) : this;
  }

  /** The earlier of this deadline and one this far ahead. */
  public Deadline atMost(Duration left) {
    return noLaterThan(clock.instant().plus(left));
  }
}
