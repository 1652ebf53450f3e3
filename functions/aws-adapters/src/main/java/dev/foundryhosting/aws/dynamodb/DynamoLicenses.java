package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The licences in their DynamoDB table. A write whose answer was lost is known again by its id, as
 * with {@link DynamoInstances}.
 */
public final class DynamoLicenses implements Licenses {
  /** A transaction takes a hundred items. */
  private static final int WOKEN_AT_ONCE = 90;

  private final DynamoDbClient dynamo;
  private final String table;
  private final String reservations;
  private final SessionWrites writes;

  public DynamoLicenses(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.LICENSE_POOL_TABLE_NAME);
    this.reservations = environment.get(Variable.LICENSE_RESERVATIONS_TABLE_NAME);
    this.writes = new SessionWrites(environment);
  }

  @Override
  public Optional<License> find(LicenseId id) {
    GetItemResponse response =
        AwsCall.of(
            "read the licence",
            () ->
                dynamo.getItem(
                    g -> g.tableName(table).key(LicenseItem.key(id)).consistentRead(true)));
    return response.hasItem() ? Optional.of(LicenseItem.read(response.item())) : Optional.empty();
  }

  @Override
  public List<License> pool() {
    List<License> lent = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = queryPool(position);
      page.items().stream().map(LicenseItem::read).forEach(lent::add);
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    return List.copyOf(lent);
  }

  @Override
  public List<License> all() {
    List<License> all = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      Map<String, AttributeValue> start = position;
      ScanResponse page =
          AwsCall.of(
              "list the licences",
              () ->
                  dynamo.scan(
                      s ->
                          s.tableName(table)
                              .consistentRead(true)
                              .exclusiveStartKey(start.isEmpty() ? null : start)));
      page.items().stream().map(LicenseItem::read).forEach(all::add);
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    return List.copyOf(all);
  }

  @Override
  public Optional<License> save(License changed, List<SessionId> sessions, Instant dueAt) {
    License written = changed.written(changed.revision() + 1);
    String writeId = UUID.randomUUID().toString();
    Put put = next(written, writeId, changed);
    boolean done =
        sessions.isEmpty()
            ? put(put, writeId)
            // A transaction refuses an item that it meets twice.
            : putAndWake(put, writeId, sessions.stream().distinct().toList(), dueAt);
    return done ? Optional.of(written) : Optional.empty();
  }

  @Override
  public Optional<License> saveWhile(License changed, Reservation booked) {
    License written = changed.written(changed.revision() + 1);
    String writeId = UUID.randomUUID().toString();
    List<CancellationReason> reasons =
        DynamoWrites.transaction(
            dynamo,
            "write the licence",
            List.of(
                TransactWriteItem.builder().put(next(written, writeId, changed)).build(),
                ReservationItem.stillBooked(reservations, booked)));
    return reasons.isEmpty() || madeBy(writeId, reasons.getFirst().item())
        ? Optional.of(written)
        : Optional.empty();
  }

  private Put next(License written, String writeId, License read) {
    return LicenseItem.over(table, read, LicenseItem.write(written, writeId));
  }

  @Override
  public boolean remove(License read) {
    return DynamoWrites.repeated(
        "remove the licence",
        () -> {
          try {
            dynamo.deleteItem(
                d ->
                    d.tableName(table)
                        .key(LicenseItem.key(read.licenseId()))
                        .conditionExpression(
                            "attribute_not_exists(#licenseId) OR (" + LicenseItem.AS_READ + ")")
                        .expressionAttributeNames(
                            Map.of(
                                "#licenseId", LicenseItem.LICENSE_ID,
                                "#revision", LicenseItem.REVISION,
                                "#createdAt", LicenseItem.CREATED_AT))
                        .expressionAttributeValues(LicenseItem.asRead(read)));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private boolean put(Put put, String writeId) {
    return DynamoWrites.repeated(
        "write the licence",
        () -> {
          try {
            dynamo.putItem(
                p ->
                    p.tableName(put.tableName())
                        .item(put.item())
                        .conditionExpression(put.conditionExpression())
                        .expressionAttributeNames(put.expressionAttributeNames())
                        .expressionAttributeValues(put.expressionAttributeValues())
                        .returnValuesOnConditionCheckFailure(
                            put.returnValuesOnConditionCheckFailure()));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return madeBy(writeId, e.item());
          }
        });
  }

  /** Those of the sessions that are closed by now need not be woken: it is tried without them. */
  private boolean putAndWake(Put put, String writeId, List<SessionId> sessions, Instant dueAt) {
    int surplus = Math.max(0, sessions.size() - WOKEN_AT_ONCE);
    sessions.subList(0, surplus).forEach(id -> writes.wakeAlone(dynamo, id, dueAt));
    List<SessionId> open = new ArrayList<>(sessions.subList(surplus, sessions.size()));
    while (true) {
      List<TransactWriteItem> parts = new ArrayList<>();
      parts.add(TransactWriteItem.builder().put(put).build());
      open.stream()
          .map(id -> TransactWriteItem.builder().update(writes.wake(id, dueAt)).build())
          .forEach(parts::add);
      List<CancellationReason> reasons =
          DynamoWrites.transaction(dynamo, "write the licence", parts);
      if (reasons.isEmpty()) {
        return true;
      }
      if (DynamoWrites.refused(reasons.getFirst())) {
        return madeBy(writeId, reasons.getFirst().item());
      }
      open.removeAll(
          IntStream.range(1, reasons.size())
              .filter(i -> DynamoWrites.refused(reasons.get(i)))
              .mapToObj(i -> open.get(i - 1))
              .toList());
    }
  }

  private QueryResponse queryPool(Map<String, AttributeValue> position) {
    return AwsCall.of(
        "read the licences that are lent",
        () ->
            dynamo.query(
                q ->
                    q.tableName(table)
                        .indexName("PoolIndex")
                        .keyConditionExpression("#shard = :shard")
                        .expressionAttributeNames(Map.of("#shard", LicenseItem.POOL_SHARD))
                        .expressionAttributeValues(
                            Map.of(":shard", ItemWriter.numberValue(LicenseItem.ONLY_POOL_SHARD)))
                        .exclusiveStartKey(position.isEmpty() ? null : position)));
  }

  private static boolean madeBy(String writeId, Map<String, AttributeValue> standing) {
    return standing != null
        && standing.containsKey(LicenseItem.WRITE_ID)
        && writeId.equals(standing.get(LicenseItem.WRITE_ID).s());
  }
}
