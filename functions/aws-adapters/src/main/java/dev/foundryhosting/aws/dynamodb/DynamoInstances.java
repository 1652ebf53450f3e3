/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.error.UnreadableRecord;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The instances in their table, together with the licences' and the reservations' where a change
 * concerns several.
 */
@Singleton
public final class DynamoInstances implements Instances {
  /** A scan also meets claims and tombstones. */
  private static final int SCANNED_PER_INSTANCE = 3;

  private final InstanceTable table;
  private final LicenseTable licenses;
  private final ReservationTable reservations;
  private final ProblemLog problemLog;

  public DynamoInstances(DynamoDbClient dynamo, Environment environment, ProblemLog problemLog) {
    this.table = new InstanceTable(dynamo, environment);
    this.licenses = new LicenseTable(dynamo, environment);
    this.reservations = new ReservationTable(dynamo, environment);
    this.problemLog = problemLog;
  }

  @Override
  public Optional<Instance> find(UserId user) {
    return table.find("read the server's record", InstanceTable.key(user)).map(InstanceItem::read);
  }

  @Override
  public Created create(Instance instance, Optional<License> license) {
    if (instance.revision() != 0) {
      throw new IllegalArgumentException("an instance that is created was never written before");
    }
    Instance written = instance.written(1);
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(table.first(written));
    parts.add(table.claimName(instance.profile().subdomain(), instance.userId()));
    license.map(licenses::register).ifPresent(parts::add);
    license.map(licenses::claimsOf).ifPresent(parts::addAll);
    WriteResult result = table.transact("record the new server", parts);
    if (result.done()) {
      return new Created.Done(written);
    }
    if (result.refused(0)) {
      return new Created.Exists();
    }
    if (result.refused(1)) {
      return new Created.SubdomainTaken();
    }
    Map<CredentialClaim, UserId> taken =
        license.map(own -> LicenseTable.holders(own, result, 3)).orElse(Map.of());
    return taken.isEmpty() ? new Created.LicenseOvertaken() : new Created.CredentialsTaken(taken);
  }

  @Override
  public Optional<Instance> save(Instance changed) {
    Instance written = changed.written(changed.revision() + 1);
    TransactWriteItem write =
        changed.gone() ? table.nextTombstone(changed, written) : table.next(changed, written);
    return table.write("write the server's record", write).ifDone(written);
  }

  @Override
  public Claimed claim(Instance changed) {
    RunClaim claim =
        changed
            .claim()
            .orElseThrow(() -> new IllegalArgumentException("only a run claims a licence"));
    LicenseId license = changed.run().orElseThrow().licenseId();
    Instance written = changed.written(changed.revision() + 1);
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(table.next(changed, written));
    parts.add(licenses.occupy(license, claim));
    changed.run().flatMap(Run::booking).map(reservations::stillBooked).ifPresent(parts::add);
    WriteResult result = table.transact("claim the licence", parts);
    if (result.done()) {
      return new Claimed.Done(written);
    }
    if (result.refused(0)) {
      return new Claimed.Overtaken();
    }
    if (!result.refused(1)) {
      return new Claimed.NotBooked();
    }
    return result
        .inTheWay(1)
        .map(LicenseItem::read)
        .map(occupied -> refusal(occupied, claim))
        .orElseGet(Claimed.NoLicense::new);
  }

  private static Claimed refusal(License license, RunClaim claim) {
    return license
        .run()
        .filter(by -> !by.runId().equals(claim.runId()))
        .<Claimed>map(Claimed.InUse::new)
        .orElseGet(Claimed.TakenBack::new);
  }

  @Override
  public boolean finalizeDeletion(Instance finished) {
    if (!finished.gone()) {
      throw new IllegalArgumentException("only a finished teardown is finalized");
    }
    TransactWriteItem last =
        finished.teardown().orElseThrow().erase()
            ? table.erase(finished)
            : table.next(finished, finished.written(finished.revision() + 1));
    TransactWriteItem name = table.freeName(finished.profile().subdomain(), finished.userId());
    String doing = "record that the server is gone";
    WriteResult result = table.transact(doing, List.of(last, name));
    if (!result.done() && !result.refused(0)) {
      // The name of a reactivated tombstone may belong to another user now.
      result = table.transact(doing, List.of(last));
    }
    return result.done();
  }

  @Override
  public boolean free(Subdomain subdomain) {
    return table.find("look up the name", InstanceTable.claimKey(subdomain)).isEmpty();
  }

  @Override
  public Optional<UserId> findByTask(String taskArn) {
    return table
        .queryIndex("find the server of a task", "TaskArnIndex", ItemWriter.textValue(taskArn))
        .map(item -> new UserId(item.text(InstanceItem.USER_ID)))
        .findFirst();
  }

  @Override
  public List<UserId> due(int shard, Instant until, int limit) {
    return table.due("find what is due", InstanceItem.NEXT_CHECK_TIME, shard, until, limit).stream()
        .map(UserId::new)
        .toList();
  }

  @Override
  public List<Instance> active(int shard) {
    return table
        .dueShard("find what is active", shard)
        .flatMap(this::readable)
        .filter(instance -> !instance.gone())
        .toList();
  }

  @Override
  public Page list(Optional<String> cursor, int limit) {
    DynamoTable.requirePositive(limit);
    Optional<ItemWriter> position = cursor.map(DynamoInstances::position);
    List<Instance> found =
        table
            .scan(
                "list the servers",
                new Expression("attribute_exists(#desired) AND attribute_not_exists(#gone)"),
                s ->
                    s.limit(Math.multiplyExact(limit, SCANNED_PER_INSTANCE))
                        .exclusiveStartKey(position.map(ItemWriter::item).orElse(null)))
            .flatMap(this::readable)
            // One more than the page holds says that another page follows.
            .limit(limit + 1L)
            .toList();
    return found.size() > limit
        ? new Page(found.subList(0, limit), Optional.of(found.get(limit - 1).userId().value()))
        : new Page(found, Optional.empty());
  }

  /** A damaged record is reported and hides no other one. */
  private Stream<Instance> readable(ItemReader item) {
    try {
      return Stream.of(InstanceItem.read(item));
    } catch (UnreadableRecord damaged) {
      problemLog.trouble("A listing goes on without a server: " + damaged.getMessage(), damaged);
      return Stream.empty();
    }
  }

  private static ItemWriter position(String cursor) {
    try {
      return InstanceTable.key(new UserId(cursor));
    } catch (PlatformException e) {
      throw PlatformException.invalid("cursor", "must be one that a listing gave");
    }
  }
}
