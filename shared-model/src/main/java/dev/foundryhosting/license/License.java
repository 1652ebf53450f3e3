package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
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
 * @param recentUse how long servers ran on it lately
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
    RecentUse recentUse,
    long bookingVersion,
    Instant createdAt,
    long revision) {

  public License {
    Objects.requireNonNull(licenseId, "licenseId");
    Objects.requireNonNull(ownerId, "ownerId");
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(sharing, "sharing");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(recentUse, "recentUse");
    Objects.requireNonNull(createdAt, "createdAt");
  }

  /** A licence as it is registered: nobody uses it. */
  public static License registered(
      UserId owner, Credentials credentials, SharingState sharing, Instant now) {
    return new License(
        LicenseId.ofOwner(owner),
        owner,
        credentials,
        sharing,
        Optional.empty(),
        RecentUse.none(),
        0,
        now,
        0);
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

  /** Whether a run other than this one holds it. */
  public boolean heldByOther(String runId) {
    return run.filter(claim -> !claim.runId().equals(runId)).isPresent();
  }

  /** The same in another sharing state. */
  public License in(SharingState state) {
    return with(credentials, state, run, recentUse);
  }

  /** The same with credentials that were stored. */
  public License with(Credentials stored) {
    return with(stored, sharing, run, recentUse);
  }

  /** The same in use by a run. */
  public License claimed(RunClaim claim) {
    return with(credentials, sharing, Optional.of(claim), recentUse);
  }

  /** The same given back by a run that ended; unchanged when another run holds it, or none. */
  public License released(String runId, Instant now) {
    return run.filter(claim -> claim.runId().equals(runId))
        .map(
            claim ->
                with(
                    credentials,
                    sharing,
                    Optional.empty(),
                    recentUse.plus(Duration.between(claim.since(), now), now)))
        .orElse(this);
  }

  /** The same with one booking more. */
  public License booked() {
    return new License(
        licenseId,
        ownerId,
        credentials,
        sharing,
        run,
        recentUse,
        bookingVersion + 1,
        createdAt,
        revision);
  }

  /** The same licence as it stands after a write. */
  public License written(long newRevision) {
    return new License(
        licenseId,
        ownerId,
        credentials,
        sharing,
        run,
        recentUse,
        bookingVersion,
        createdAt,
        newRevision);
  }

  private License with(
      Credentials credentials, SharingState sharing, Optional<RunClaim> run, RecentUse recentUse) {
    return new License(
        licenseId,
        ownerId,
        credentials,
        sharing,
        run,
        recentUse,
        bookingVersion,
        createdAt,
        revision);
  }
}
