/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.usage.Money;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a server runs, as its user chose within limits, and what it may cost, as administrators
 * chose.
 *
 * @param idle time without players after which it stops; 10 minutes to 2 hours
 * @param neverJoined time after which it stops when no player ever joined; 10 minutes to 2 hours
 * @param onDemand time after which it stops without a session and without a readable player count;
 *     1 to 24 hours
 * @param spendingCap what it may cost a month; empty for the cap of all users
 */
public record ShutdownSettings(
    Duration idle, Duration neverJoined, Duration onDemand, Optional<Money> spendingCap) {
  private static final Duration MINUTES = Duration.ofMinutes(1);
  private static final Duration HOURS = Duration.ofHours(1);

  public ShutdownSettings {
    requireWithin("idleMinutes", idle, Duration.ofMinutes(10), Duration.ofMinutes(120), MINUTES);
    requireWithin(
        "neverJoinedMinutes",
        neverJoined,
        Duration.ofMinutes(10),
        Duration.ofMinutes(120),
        MINUTES);
    requireWithin("maxHours", onDemand, Duration.ofHours(1), Duration.ofHours(24), HOURS);
  }

  /** The defaults. */
  public static ShutdownSettings usual() {
    return new ShutdownSettings(
        Duration.ofMinutes(20), Duration.ofMinutes(15), Duration.ofHours(6), Optional.empty());
  }

  /** The same with another cap, or none. */
  public ShutdownSettings capped(Optional<Money> cap) {
    return new ShutdownSettings(idle, neverJoined, onDemand, cap);
  }

  private static void requireWithin(
      String field, Duration value, Duration min, Duration max, Duration unit) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw PlatformException.invalid(
          field,
          "must be a whole number from %d to %d"
              .formatted(min.dividedBy(unit), max.dividedBy(unit)));
    }
  }
}
