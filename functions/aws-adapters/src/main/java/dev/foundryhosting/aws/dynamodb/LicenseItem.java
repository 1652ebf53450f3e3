/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static java.util.stream.Collectors.toMap;

import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.CredentialClaims;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RecentUse;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The item of a licence. The claim of its run has three attributes of its own, so that conditions
 * can name them and an update can set them alone.
 */
final class LicenseItem {
  static final String LICENSE_ID = "licenseId";

  /** Of a claim on a credential: its user. */
  static final String CLAIMED_BY = "claimedBy";

  /** '#' occurs in no licence id. */
  private static final String CLAIM_PREFIX = "claim#";

  /** One partition of DynamoDB serves a pool of many thousands. */
  static final long ONLY_POOL_SHARD = 0;

  private LicenseItem() {}

  static ItemWriter key(LicenseId id) {
    return new ItemWriter().text(LICENSE_ID, id.value());
  }

  static ItemWriter key(CredentialClaim claim) {
    return new ItemWriter().text(LICENSE_ID, CLAIM_PREFIX + claim.value());
  }

  static ItemWriter write(License license) {
    Credentials credentials = license.credentials();
    ItemWriter item =
        new ItemWriter()
            .text(LICENSE_ID, license.licenseId().value())
            .text("ownerId", license.ownerId().value())
            .flag("hasAccount", credentials.account())
            .flag("hasLicenseKey", credentials.licenseKey())
            .text("secretArn", credentials.secretArn())
            .list("claims", sorted(license.claims()), writeClaim(license.claims()))
            .flag("claimsStored", license.claims().stored())
            .text("sharing", license.sharing().name())
            .text("runId", license.run().map(RunClaim::runId))
            .text("runUserId", license.run().map(claim -> claim.user().value()))
            .time("runSince", license.run().map(RunClaim::since))
            .map("recentUse", license.recentUse().byDay(), LicenseItem::writeUse)
            .number("bookingVersion", license.bookingVersion())
            .time("createdAt", license.createdAt())
            .number("revision", license.revision());
    if (license.sharing() == SharingState.SHARED) {
      // The key of the pool index.
      item.number("poolShard", ONLY_POOL_SHARD);
    }
    return item.keep(license.unknown());
  }

  /**
   * @throws dev.foundryhosting.error.UnreadableRecord when it is damaged
   */
  static License read(ItemReader item) {
    return item.record("licence", LICENSE_ID, LicenseItem::parse);
  }

  private static License parse(ItemReader item) {
    item.derived(Set.of("poolShard"));
    return new License(
        new LicenseId(item.text(LICENSE_ID)),
        new UserId(item.text("ownerId")),
        new Credentials(
            item.flag("hasAccount"), item.flag("hasLicenseKey"), item.optionalText("secretArn")),
        readClaims(item),
        item.constant("sharing", SharingState.PRIVATE),
        readRun(item),
        new RecentUse(item.map("recentUse", LicenseItem::readUse)),
        item.number("bookingVersion"),
        item.time("createdAt"),
        item.number("revision"),
        item.unknown());
  }

  private static void writeUse(Map<LocalDate, Duration> byDay, ItemWriter to) {
    byDay.forEach((day, used) -> to.text(day.toString(), used.toString()));
  }

  private static Map<LocalDate, Duration> readUse(ItemReader from) {
    return from.names().stream()
        .collect(toMap(LocalDate::parse, day -> Duration.parse(from.text(day))));
  }

  private static List<CredentialClaim> sorted(CredentialClaims claims) {
    return claims.held().stream().sorted().toList();
  }

  private static BiConsumer<CredentialClaim, ItemWriter> writeClaim(CredentialClaims claims) {
    return (claim, to) ->
        to.text("claim", claim.value()).flag("current", claims.current().contains(claim));
  }

  /** A licence that is older than claims has none. */
  private static CredentialClaims readClaims(ItemReader item) {
    Set<CredentialClaim> current = new HashSet<>();
    Set<CredentialClaim> held = new HashSet<>();
    for (ItemReader each : item.listIfAny("claims", one -> one)) {
      CredentialClaim claim = CredentialClaim.parse(each.text("claim"));
      held.add(claim);
      if (each.flag("current")) {
        current.add(claim);
      }
    }
    return new CredentialClaims(held, current, item.flagIfAny("claimsStored"));
  }

  private static Optional<RunClaim> readRun(ItemReader item) {
    return item.optionalText("runId")
        .map(id -> new RunClaim(id, new UserId(item.text("runUserId")), item.time("runSince")));
  }
}
