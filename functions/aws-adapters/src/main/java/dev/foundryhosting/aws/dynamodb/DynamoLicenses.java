/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The licences in their table, together with the sessions that a change makes due. */
@Singleton
public final class DynamoLicenses implements Licenses {
  /** A transaction takes a hundred items. */
  private static final int WOKEN_AT_ONCE = 90;

  private static final String WRITE = "write the licence";

  private final LicenseTable table;
  private final ReservationTable reservations;
  private final SessionTable sessions;

  public DynamoLicenses(DynamoDbClient dynamo, Environment environment) {
    this.table = new LicenseTable(dynamo, environment);
    this.reservations = new ReservationTable(dynamo, environment);
    this.sessions = new SessionTable(dynamo, environment);
  }

  @Override
  public Optional<License> find(LicenseId id) {
    return table.find("read the licence", LicenseTable.key(id)).map(LicenseItem::read);
  }

  @Override
  public List<License> pool() {
    return table
        .queryIndex(
            "read the licences that are lent",
            "PoolIndex",
            ItemWriter.numberValue(LicenseItem.ONLY_POOL_SHARD))
        .map(LicenseItem::read)
        .toList();
  }

  @Override
  public List<License> all() {
    return table
        // Claims on credentials have no owner.
        .scan("list the licences", new Expression("attribute_exists(#ownerId)"), s -> {})
        .map(LicenseItem::read)
        .toList();
  }

  @Override
  public Optional<License> save(License changed, List<SessionId> woken, Instant dueAt) {
    License written = changed.written(changed.revision() + 1);
    // A transaction refuses an item that it meets twice.
    List<SessionId> open = new ArrayList<>(woken.stream().distinct().toList());
    while (open.size() > WOKEN_AT_ONCE) {
      sessions.wakeAlone(open.removeFirst(), dueAt);
    }
    TransactWriteItem put = table.next(changed, written);
    while (!open.isEmpty()) {
      WriteResult result = table.transact(WRITE, parts(put, open, dueAt));
      if (result.done() || result.refused(0)) {
        return result.ifDone(written);
      }
      // A session that is closed now need not be woken.
      open.removeAll(result.refusedOf(open, 1));
    }
    return table.write(WRITE, put).ifDone(written);
  }

  private List<TransactWriteItem> parts(
      TransactWriteItem put, List<SessionId> woken, Instant dueAt) {
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(put);
    woken.forEach(id -> parts.add(sessions.wake(id, dueAt)));
    return parts;
  }

  @Override
  public Optional<License> saveWhile(License changed, Reservation booked) {
    License written = changed.written(changed.revision() + 1);
    return table
        .transact(WRITE, List.of(table.next(changed, written), reservations.stillBooked(booked)))
        .ifDone(written);
  }

  @Override
  public boolean remove(License read) {
    return writeFreeing("remove the licence", table.erase(read), read, read.claims().held());
  }

  @Override
  public Optional<License> saveFreeing(License changed, Set<CredentialClaim> freed) {
    License written = changed.written(changed.revision() + 1);
    return writeFreeing(WRITE, table.next(changed, written), changed, freed)
        ? Optional.of(written)
        : Optional.empty();
  }

  private boolean writeFreeing(
      String doing, TransactWriteItem write, License license, Set<CredentialClaim> freed) {
    List<CredentialClaim> claims = new ArrayList<>(freed);
    while (!claims.isEmpty()) {
      List<TransactWriteItem> parts = new ArrayList<>();
      parts.add(write);
      claims.forEach(claim -> parts.add(table.free(claim, license.ownerId())));
      WriteResult result = table.transact(doing, parts);
      if (result.done() || result.refused(0)) {
        return result.done();
      }
      // After a table was restored, another user may hold a claim.
      claims.removeAll(result.refusedOf(claims, 1));
    }
    return table.write(doing, write).done();
  }

  @Override
  public Claimed saveClaiming(License changed) {
    License written = changed.written(changed.revision() + 1);
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(table.next(changed, written));
    parts.addAll(table.claimsOf(changed));
    WriteResult result = table.transact(WRITE, parts);
    if (result.done()) {
      return new Claimed.Done(written);
    }
    Map<CredentialClaim, UserId> taken = LicenseTable.holders(changed, result, 1);
    return taken.isEmpty() ? new Claimed.Overtaken() : new Claimed.Taken(taken);
  }
}
