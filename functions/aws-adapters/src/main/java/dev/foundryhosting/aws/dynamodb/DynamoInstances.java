package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The instances in their DynamoDB table, where also the claims on subdomains lie, together with the
 * licences' table where both change at once.
 *
 * <p>A write whose answer was lost is repeated by the SDK and then fails its own condition; that is
 * no failure when the item that stands there carries the id of this very write.
 */
public final class DynamoInstances implements Instances {
  /** More than a page holds, as other items and tombstones lie between the instances. */
  private static final int SCAN_AHEAD = 3;

  private final DynamoDbClient dynamo;
  private final String table;
  private final InstanceWrites writes;

  public DynamoInstances(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.INSTANCE_TABLE_NAME);
    this.writes = new InstanceWrites(environment);
  }

  @Override
  public Optional<Instance> find(UserId user) {
    return read("read the server's record", InstanceWrites.key(user)).map(InstanceItem::read);
  }

  @Override
  public Created create(Instance instance, Optional<License> license) {
    if (instance.revision() != 0) {
      throw new IllegalArgumentException("an instance that is created was never written before");
    }
    Instance written = instance.written(1);
    String writeId = drawWriteId();
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(writes.first(InstanceItem.write(written, writeId)));
    parts.add(writes.claimName(instance.profile().subdomain(), instance.userId()));
    license.map(writes::license).ifPresent(parts::add);
    List<CancellationReason> reasons =
        DynamoWrites.transaction(dynamo, "record the new server", parts);
    if (reasons.isEmpty() || madeBy(writeId, reasons.getFirst().item())) {
      return new Created.Done(written);
    }
    if (DynamoWrites.refused(reasons.getFirst())) {
      return new Created.Exists();
    }
    return DynamoWrites.refused(reasons.get(1))
        ? new Created.SubdomainTaken()
        : new Created.LicenseOvertaken();
  }

  @Override
  public Optional<Instance> save(Instance changed) {
    if (changed.gone()) {
      throw new IllegalArgumentException("a finished teardown is buried, not saved");
    }
    Instance written = changed.written(changed.revision() + 1);
    String writeId = drawWriteId();
    return DynamoWrites.repeated(
        "write the server's record",
        () -> {
          try {
            dynamo.putItem(writes.nextAlone(changed, InstanceItem.write(written, writeId)));
            return Optional.of(written);
          } catch (ConditionalCheckFailedException e) {
            return madeBy(writeId, e.item()) ? Optional.of(written) : Optional.empty();
          }
        });
  }

  @Override
  public Claimed claim(Instance changed) {
    RunClaim claim =
        changed
            .claim()
            .orElseThrow(() -> new IllegalArgumentException("only a run claims a licence"));
    LicenseId license = changed.run().orElseThrow().licenseId();
    Instance written = changed.written(changed.revision() + 1);
    String writeId = drawWriteId();
    List<TransactWriteItem> parts = new ArrayList<>();
    parts.add(writes.next(changed, InstanceItem.write(written, writeId)));
    parts.add(writes.occupy(license, claim));
    changed.run().flatMap(Run::booking).map(writes::stillBooked).ifPresent(parts::add);
    List<CancellationReason> reasons = DynamoWrites.transaction(dynamo, "claim the licence", parts);
    if (reasons.isEmpty() || madeBy(writeId, reasons.getFirst().item())) {
      return new Claimed.Done(written);
    }
    if (DynamoWrites.refused(reasons.getFirst())) {
      return new Claimed.Overtaken();
    }
    if (!DynamoWrites.refused(reasons.get(1))) {
      return new Claimed.NotBooked();
    }
    return reasons.get(1).hasItem()
        ? notGiven(LicenseItem.read(reasons.get(1).item()), claim)
        : new Claimed.NoLicense();
  }

  private static Claimed notGiven(License license, RunClaim claim) {
    return license
        .run()
        .filter(by -> !by.runId().equals(claim.runId()))
        .<Claimed>map(Claimed.InUse::new)
        .orElseGet(Claimed.TakenBack::new);
  }

  @Override
  public boolean finalizeDeletion(Instance finished) {
    if (!finished.gone()) {
      throw new IllegalArgumentException("only a finished teardown is buried");
    }
    Instance written = finished.written(finished.revision() + 1);
    String writeId = drawWriteId();
    TransactWriteItem last =
        finished.teardown().orElseThrow().erase()
            ? writes.erase(finished)
            : writes.next(finished, InstanceItem.write(written, writeId));
    TransactWriteItem name = writes.freeName(finished.profile().subdomain(), finished.userId());
    String doing = "record that the server is gone";
    List<CancellationReason> reasons = DynamoWrites.transaction(dynamo, doing, List.of(last, name));
    if (!reasons.isEmpty() && !DynamoWrites.refused(reasons.getFirst())) {
      // A tombstone that was opened again: its name belongs to somebody else by now.
      reasons = DynamoWrites.transaction(dynamo, doing, List.of(last));
    }
    return reasons.isEmpty() || madeBy(writeId, reasons.getFirst().item());
  }

  @Override
  public boolean free(Subdomain subdomain) {
    return read("look up the name", InstanceWrites.claimKey(subdomain)).isEmpty();
  }

  @Override
  public Optional<UserId> findByTask(String taskArn) {
    return AwsCall.of(
            "find the server of a task",
            () ->
                dynamo.query(
                    q ->
                        q.tableName(table)
                            .indexName("TaskArnIndex")
                            .keyConditionExpression("#taskArn = :taskArn")
                            .expressionAttributeNames(Map.of("#taskArn", InstanceItem.TASK_ARN))
                            .expressionAttributeValues(
                                Map.of(":taskArn", ItemWriter.textValue(taskArn)))))
        .items()
        .stream()
        .map(DynamoInstances::userId)
        .findFirst();
  }

  @Override
  public List<UserId> due(int shard, Instant until, int limit) {
    requirePositive(limit);
    List<UserId> due = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = queryDue(shard, until, limit, position);
      page.items().stream()
          // The index knows whole seconds.
          .filter(item -> !nextCheckTime(item).isAfter(until))
          .map(DynamoInstances::userId)
          .limit(limit - due.size())
          .forEach(due::add);
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty() && due.size() < limit);
    return List.copyOf(due);
  }

  @Override
  public List<Instance> active(int shard) {
    return AwsCall.of(
        "find what is active",
        () ->
            dynamo
                .queryPaginator(
                    q ->
                        q.tableName(table)
                            .indexName("DueIndex")
                            .keyConditionExpression("#shard = :shard")
                            .expressionAttributeNames(Map.of("#shard", InstanceItem.DUE_SHARD))
                            .expressionAttributeValues(
                                Map.of(":shard", ItemWriter.numberValue(shard))))
                .items()
                .stream()
                .map(InstanceItem::read)
                .toList());
  }

  @Override
  public Page list(Optional<String> cursor, int limit) {
    requirePositive(limit);
    Map<String, AttributeValue> position =
        cursor.map(text -> InstanceWrites.key(position(text))).orElse(Map.of());
    List<Instance> found = new ArrayList<>();
    do {
      ScanResponse page = scan(position, limit);
      page.items().stream().map(InstanceItem::read).forEach(found::add);
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty() && found.size() <= limit);
    // One more than the page holds says that another page follows.
    return found.size() > limit
        ? new Page(
            List.copyOf(found.subList(0, limit)),
            Optional.of(found.get(limit - 1).userId().value()))
        : new Page(List.copyOf(found), Optional.empty());
  }

  private Optional<Map<String, AttributeValue>> read(
      String doing, Map<String, AttributeValue> key) {
    return Optional.of(
            AwsCall.of(
                doing, () -> dynamo.getItem(g -> g.tableName(table).key(key).consistentRead(true))))
        .filter(response -> response.hasItem())
        .map(response -> response.item());
  }

  private QueryResponse queryDue(
      int shard, Instant until, int limit, Map<String, AttributeValue> position) {
    return AwsCall.of(
        "find what is due",
        () ->
            dynamo.query(
                q ->
                    q.tableName(table)
                        .indexName("DueIndex")
                        .keyConditionExpression("#shard = :shard AND #at <= :until")
                        .expressionAttributeNames(
                            Map.of(
                                "#shard", InstanceItem.DUE_SHARD,
                                "#at", InstanceItem.NEXT_CHECK_AT))
                        .expressionAttributeValues(
                            Map.of(
                                ":shard", ItemWriter.numberValue(shard),
                                ":until", ItemWriter.numberValue(until.getEpochSecond())))
                        .limit(limit)
                        .exclusiveStartKey(position.isEmpty() ? null : position)));
  }

  private ScanResponse scan(Map<String, AttributeValue> position, int limit) {
    return AwsCall.of(
        "list the servers",
        () ->
            dynamo.scan(
                s ->
                    s.tableName(table)
                        .consistentRead(true)
                        .filterExpression(
                            "attribute_exists(#desired) AND attribute_not_exists(#gone)")
                        .expressionAttributeNames(
                            Map.of("#desired", InstanceItem.DESIRED, "#gone", InstanceItem.GONE))
                        .limit(Math.multiplyExact(limit, SCAN_AHEAD))
                        .exclusiveStartKey(position.isEmpty() ? null : position)));
  }

  /** Whether an item that stands in the way is the one that this write put there. */
  private static boolean madeBy(String writeId, Map<String, AttributeValue> standing) {
    return standing != null
        && standing.containsKey(InstanceItem.WRITE_ID)
        && writeId.equals(standing.get(InstanceItem.WRITE_ID).s());
  }

  private static String drawWriteId() {
    return UUID.randomUUID().toString();
  }

  private static UserId userId(Map<String, AttributeValue> item) {
    return new UserId(new ItemReader(item).text(InstanceItem.USER_ID));
  }

  private static Instant nextCheckTime(Map<String, AttributeValue> item) {
    return new ItemReader(item).time(InstanceItem.NEXT_CHECK_TIME);
  }

  private static void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page holds at least one instance");
    }
  }

  private static UserId position(String cursor) {
    try {
      return new UserId(cursor);
    } catch (PlatformException e) {
      throw PlatformException.invalid("cursor", "must be one that a listing gave");
    }
  }
}
