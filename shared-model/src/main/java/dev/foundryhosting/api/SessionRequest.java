/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import java.util.Optional;

/**
 * The fields of the actions on sessions. Times that people plan are ISO-8601 with an offset, or
 * local with a time zone, an IANA id.
 */
public sealed interface SessionRequest {
  /** The preferred licence is tried first. */
  record Schedule(
      String startsAt,
      String endsAt,
      Optional<String> timeZone,
      Optional<String> title,
      @Wire.Lines Optional<String> description,
      Optional<LicenseId> preferredLicenseId)
      implements SessionRequest {}

  /** The time that somebody would like to book. */
  record CheckAvailability(String startsAt, String endsAt, Optional<String> timeZone)
      implements SessionRequest {}

  /** Which one to call off. */
  record Cancel(SessionId sessionId) implements SessionRequest {}

  /** The user reads the reason. */
  record CancelByAdministrator(SessionId sessionId, String reason) implements SessionRequest {}

  /** The users read the reason. */
  record CancelAll(Optional<String> reason) implements SessionRequest {}
}
