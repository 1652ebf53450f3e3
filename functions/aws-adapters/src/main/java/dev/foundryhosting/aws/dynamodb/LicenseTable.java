/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The licences' table with its conditional writes. */
final class LicenseTable extends DynamoTable {
  LicenseTable(DynamoDbClient dynamo, Environment environment) {
    super(dynamo, environment, TableSchema.LICENSE_POOL);
  }

  static ItemWriter key(LicenseId id) {
    return LicenseItem.key(id);
  }

  /** Writes a licence where there is none, or over the one that was read. */
  TransactWriteItem register(License license) {
    License written = license.written(license.revision() + 1);
    return license.revision() == 0
        ? putRecord(LicenseItem.write(written), absent())
        : next(license, written);
  }

  /** Writes a licence over the one that was read. */
  TransactWriteItem next(License read, License written) {
    return putRecord(LicenseItem.write(written), unchanged(read.revision(), read.createdAt()));
  }

  /** Removes the licence that was read, if it is still there. */
  TransactWriteItem erase(License read) {
    Expression asRead = unchanged(read.revision(), read.createdAt());
    return delete(
        key(read.licenseId()),
        new Expression("%s OR (%s)".formatted(absent().text(), asRead.text()), asRead.values()));
  }

  /** Claims a credential that is free or the user's already. */
  private TransactWriteItem claim(CredentialClaim claim, UserId user) {
    return put(
        LicenseItem.key(claim).text(LicenseItem.CLAIMED_BY, user.value()), freeOrClaimedBy(user));
  }

  /** Claims all credentials of a licence, in the order of {@link #holders}. */
  List<TransactWriteItem> claimsOf(License license) {
    return inOrder(license).map(claim -> claim(claim, license.ownerId())).toList();
  }

  /**
   * Which other users hold claims of a licence, after a write was refused.
   *
   * @param first the part of the write that is the first of {@link #claimsOf}
   */
  static Map<CredentialClaim, UserId> holders(License license, WriteResult result, int first) {
    Map<CredentialClaim, UserId> holders = new TreeMap<>();
    List<CredentialClaim> claims = inOrder(license).toList();
    for (int i = 0; i < claims.size(); i++) {
      if (result.refused(first + i)) {
        String holder = result.inTheWay(first + i).orElseThrow().text(LicenseItem.CLAIMED_BY);
        holders.put(claims.get(i), new UserId(holder));
      }
    }
    return holders;
  }

  private static Stream<CredentialClaim> inOrder(License license) {
    return license.claims().held().stream().sorted();
  }

  /** Frees a credential, unless another user claims it. */
  TransactWriteItem free(CredentialClaim claim, UserId user) {
    return delete(LicenseItem.key(claim), freeOrClaimedBy(user));
  }

  private Expression freeOrClaimedBy(UserId user) {
    return new Expression(
        absent().text() + " OR #claimedBy = :user", new ItemWriter().text(":user", user.value()));
  }

  /** Gives a licence to a run, unless another run holds it or it is not lent to the user. */
  TransactWriteItem occupy(LicenseId license, RunClaim claim) {
    return update(
        key(license),
        new Expression(
            "SET #runId = :runId, #runUserId = :runUserId, #runSince = :runSince"
                + " ADD #revision :one",
            new ItemWriter()
                .text(":runId", claim.runId())
                .text(":runUserId", claim.user().value())
                .time(":runSince", claim.since())
                .number(":one", 1)),
        new Expression(
            "attribute_exists(#licenseId)"
                + " AND (attribute_not_exists(#runId) OR #runId = :runId)"
                + " AND (#ownerId = :runUserId OR #sharing IN (:shared, :stopping))",
            new ItemWriter()
                .text(":shared", SharingState.SHARED.name())
                .text(":stopping", SharingState.STOPPING.name())));
  }

  /** Counts a booking on the licence that was read, if its user may still book it. */
  TransactWriteItem countBooking(License read, UserId user) {
    return update(
        key(read.licenseId()),
        new Expression(
            "ADD #bookingVersion :one, #revision :one", new ItemWriter().number(":one", 1)),
        new Expression(
            "#bookingVersion = :read AND #createdAt = :createdAt"
                + " AND attribute_exists(#secretArn)"
                + " AND (#sharing = :shared OR #ownerId = :user)",
            new ItemWriter()
                .number(":read", read.bookingVersion())
                .time(":createdAt", read.createdAt())
                .text(":shared", SharingState.SHARED.name())
                .text(":user", user.value())));
  }
}
