package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A licence's time that is booked for a session; it is there as long as the session is open.
 *
 * @param licenseId which licence
 * @param slot from when until when
 * @param sessionId for which session
 * @param userId whose session that is
 */
public record Reservation(LicenseId licenseId, TimeSlot slot, SessionId sessionId, UserId userId) {
  /** What lies at least between two sessions on one licence, for one server to end. */
  public static final Duration TURN_OVER = Duration.ofMinutes(15);

  /** How long before its start a session's server is started. */
  public static final Duration PREPARED_AHEAD = Duration.ofMinutes(5);

  /** How long before a session its licence is not given to anybody else any more. */
  public static final Duration KEPT_FREE = Duration.ofMinutes(30);

  public Reservation {
    Objects.requireNonNull(licenseId, "licenseId");
    Objects.requireNonNull(slot, "slot");
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(userId, "userId");
  }

  /** Whether it is for somebody else than the licence's owner. */
  public boolean borrowed() {
    return !licenseId.equals(LicenseId.ofOwner(userId));
  }

  /** Whether another session on the same licence would come too close. */
  public boolean blocks(TimeSlot other) {
    return slot.closerThan(TURN_OVER, other);
  }

  /** Whether its server may run for it at a time. */
  public boolean servesAt(Instant time) {
    return !time.isBefore(slot.start().minus(PREPARED_AHEAD)) && time.isBefore(slot.end());
  }

  /** Whether nobody else may begin to use the licence at a time. */
  public boolean keepsFreeAt(Instant time) {
    return !time.isBefore(slot.start().minus(KEPT_FREE)) && time.isBefore(slot.end());
  }
}
