/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time: the start belongs to it, the end does not. */
public record TimeSlot(Instant start, Instant end) {
  public TimeSlot {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a slot ends after it starts");
    }
  }

  public Duration length() {
    return Duration.between(start, end);
  }

  /** Whether the two overlap, or less than a gap lies between them. */
  public boolean closerThan(Duration gap, TimeSlot other) {
    return start.isBefore(other.end.plus(gap)) && other.start.isBefore(end.plus(gap));
  }

  /** A slot of the same length at another time. */
  public TimeSlot startingAt(Instant other) {
    return new TimeSlot(other, other.plus(length()));
  }
}
