/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A licence, as far as the caller may see it.
 *
 * @param ownerId for the owner and for administrators
 * @param own whether it is the user's
 * @param inUse whether a server runs on it
 * @param inUseBy whose; for the owner, the user in question and administrators
 */
public record LicenseAnswer(
    LicenseId licenseId,
    Optional<UserId> ownerId,
    Label<SharingState> sharing,
    boolean own,
    boolean inUse,
    Optional<Instant> inUseSince,
    Optional<UserId> inUseBy,
    List<Booking> bookings) {
  /**
   * A time that is booked.
   *
   * @param sessionId for the owner, the one who booked and administrators
   * @param userId who booked, for the same
   */
  public record Booking(
      Instant startsAt, Instant endsAt, Optional<SessionId> sessionId, Optional<UserId> userId) {}
}
