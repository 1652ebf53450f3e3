package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A Foundry licence that somebody brought along. It allows one server that others can reach, so at
 * most one {@link RunClaim} holds it at any instant.
 *
 * @param licenseId which licence
 * @param ownerId whose it is
 * @param credentials which credentials it has and where they lie
 * @param sharing whether others may play on it
 * @param run the run that uses it now
 * @param bookingVersion counts the bookings made on it, so that two cannot be made unaware of each
 *     other
 * @param createdAt when it was registered
 * @param revision counts its writes; 0 is a licence that was never written
 */
public record License(
    LicenseId licenseId,
    UserId ownerId,
    Credentials credentials,
    SharingState sharing,
    Optional<RunClaim> run,
    long bookingVersion,
    Instant createdAt,
    long revision) {

  public License {
    Objects.requireNonNull(licenseId, "licenseId");
    Objects.requireNonNull(ownerId, "ownerId");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(sharing, "sharing");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(createdAt, "createdAt");
  }

  /** A licence as it is registered: nobody uses it. */
  public static License registered(
      UserId owner, Credentials credentials, SharingState sharing, Instant now) {
    return new License(
        LicenseId.ofOwner(owner), owner, credentials, sharing, Optional.empty(), 0, now, 0);
  }
}
