/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of a licence that is booked for a session; it exists while the session is open.
 *
 * @param userId the session's user
 */
public record Reservation(LicenseId licenseId, TimeSlot slot, SessionId sessionId, UserId userId) {
  /** The least time between two sessions on one licence: the first one's server ends in it. */
  public static final Duration TURN_OVER = Duration.ofMinutes(15);

  /** A session's server starts this long before the session. */
  public static final Duration PREPARED_AHEAD = Duration.ofMinutes(5);

  /** From this long before a session on, no other run gets its licence. */
  public static final Duration KEPT_FREE = Duration.ofMinutes(30);

  /** A session's server may run on this long after the session. */
  public static final Duration OVERTIME = Duration.ofHours(1);

  /** The licence's owner may take the slot until this long before the session. */
  public static final Duration DISPLACED_AHEAD = Duration.ofHours(24);

  /** Whether its user is not the licence's owner. */
  public boolean borrowed() {
    return !licenseId.equals(LicenseId.ofOwner(userId));
  }

  /** Whether another session on the licence would begin or end too close. */
  public boolean blocks(TimeSlot other) {
    return slot.closerThan(TURN_OVER, other);
  }

  /** Whether the licence's owner may take the slot at a time. */
  public boolean displaceableAt(Instant time) {
    return borrowed() && !slot.start().isBefore(time.plus(DISPLACED_AHEAD));
  }

  /** Whether the session's server may be started at a time. */
  public boolean servesAt(Instant time) {
    return !time.isBefore(slot.start().minus(PREPARED_AHEAD)) && time.isBefore(slot.end());
  }

  /** Whether another user's run may not get the licence at a time. */
  public boolean keepsFreeAt(Instant time) {
    return !time.isBefore(slot.start().minus(KEPT_FREE)) && time.isBefore(slot.end());
  }
}
