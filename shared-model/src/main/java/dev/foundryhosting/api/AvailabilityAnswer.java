/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.license.LicenseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a time can be booked.
 *
 * @param licenses that can be had, the one that would be taken first
 * @param nextFree the first slot of that length that is free
 * @param reason why the user can book nothing at all
 * @param notes a sentence for each local time that the zone does not have, or has twice, and for
 *     each session of a borrower that the booking displaces
 */
public record AvailabilityAnswer(
    boolean available,
    List<LicenseId> licenses,
    List<Conflict> conflicts,
    Optional<Slot> nextFree,
    Optional<String> reason,
    @Wire.OmitEmpty List<String> notes) {
  /**
   * A booking that stands in the way.
   *
   * @param own whether it is the user's
   */
  public record Conflict(LicenseId licenseId, Instant startsAt, Instant endsAt, boolean own) {}

  /** A time that is free. */
  public record Slot(Instant startsAt, Instant endsAt) {}
}
