/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import dev.foundryhosting.platform.UnknownFields;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A Foundry licence of a user. It allows one server that others can reach, so at most one {@link
 * RunClaim} holds it at any instant.
 *
 * @param claims what it keeps others from registering
 * @param bookingVersion counts the bookings made on it: a booking is conditional on it
 * @param revision counts its writes; 0 before the first
 * @param unknown what another version stored beside
 */
public record License(
    LicenseId licenseId,
    UserId ownerId,
    Credentials credentials,
    CredentialClaims claims,
    SharingState sharing,
    Optional<RunClaim> run,
    RecentUse recentUse,
    long bookingVersion,
    Instant createdAt,
    long revision,
    UnknownFields unknown) {

  public static License registered(
      UserId owner, Credentials credentials, SharingState sharing, Instant now) {
    return new License(
        LicenseId.ofOwner(owner),
        owner,
        credentials,
        CredentialClaims.none(),
        sharing,
        Optional.empty(),
        RecentUse.none(),
        0,
        now,
        0,
        UnknownFields.NONE);
  }

  /** Whether a user may book a session on it. */
  public boolean admits(UserId user) {
    return credentials.secretArn().isPresent()
        && (ownerId.equals(user) || sharing == SharingState.SHARED);
  }

  /** Whether a session that a user booked on it may still take place. */
  public boolean honours(UserId user) {
    return ownerId.equals(user)
        || sharing == SharingState.SHARED
        || sharing == SharingState.STOPPING;
  }

  public License in(SharingState state) {
    return with(credentials, claims, state, run, recentUse, bookingVersion, revision);
  }

  /** The owner gives these credentials. */
  public License claiming(Collection<CredentialClaim> given) {
    return with(credentials, claims.plus(given), sharing, run, recentUse, bookingVersion, revision);
  }

  /** The owner's secret holds the credentials that the owner gave last. */
  public License with(Credentials stored) {
    CredentialClaims now = claims.whenStored();
    return with(
        stored,
        run.isPresent() ? now : now.whenUnused(),
        sharing,
        run,
        recentUse,
        bookingVersion,
        revision);
  }

  public License claimed(RunClaim claim) {
    return with(
        credentials, claims, sharing, Optional.of(claim), recentUse, bookingVersion, revision);
  }

  /** Gives it back when a run ended; unchanged when another run holds it, or none. */
  public License released(String runId, Instant now) {
    return run.filter(claim -> claim.runId().equals(runId))
        .map(claim -> recentUse.plus(Duration.between(claim.since(), now), now))
        .map(
            used ->
                with(
                    credentials,
                    claims.whenUnused(),
                    sharing,
                    Optional.empty(),
                    used,
                    bookingVersion,
                    revision))
        .orElse(this);
  }

  /** Counts one more booking. */
  public License booked() {
    return with(credentials, claims, sharing, run, recentUse, bookingVersion + 1, revision);
  }

  /** The same licence as it stands after a write. */
  public License written(long newRevision) {
    return with(credentials, claims, sharing, run, recentUse, bookingVersion, newRevision);
  }

  private License with(
      Credentials credentials,
      CredentialClaims claims,
      SharingState sharing,
      Optional<RunClaim> run,
      RecentUse recentUse,
      long bookingVersion,
      long revision) {
    return new License(
        licenseId,
        ownerId,
        credentials,
        claims,
        sharing,
        run,
        recentUse,
        bookingVersion,
        createdAt,
        revision,
        unknown);
  }
}
