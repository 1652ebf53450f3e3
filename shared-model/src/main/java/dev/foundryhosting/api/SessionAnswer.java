/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session.
 *
 * @param userId whose it is
 * @param timeZone in which it was planned, an IANA id
 * @param reason why it is not as planned
 * @param licenseType {@code pooled} on a licence that somebody lends
 * @param notes a sentence for each local time that the zone does not have, or has twice, and for
 *     each session of a borrower that the booking displaces
 */
public record SessionAnswer(
    SessionId sessionId,
    UserId userId,
    String title,
    Optional<String> description,
    Instant startsAt,
    Instant endsAt,
    Optional<String> timeZone,
    Label<SessionStatus> status,
    Optional<String> reason,
    LicenseId licenseId,
    Label<LicenseType> licenseType,
    @Wire.OmitEmpty List<String> notes) {}
