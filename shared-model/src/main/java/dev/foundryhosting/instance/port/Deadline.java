/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

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

  /** The earlier of this deadline and one this far ahead. */
  public Deadline atMost(Duration left) {
    Instant other = clock.instant().plus(left);
    return other.isBefore(at) ? new Deadline(clock, other) : this;
  }
}
