package dev.foundryhosting.aws;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The licences in their DynamoDB table, with the sessions' table where both change at once. */
public final class DynamoLicenses implements Licenses {
  private static final String SAVING = "write the licence";

  /** A transaction takes 100 items; one of them is the licence. */
  private static final int WOKEN_TOGETHER = 90;

  private final DynamoDbClient dynamo;
  private final String table;
  private final LicenseWrites writes;
  private final SessionWrites sessionWrites;

  public DynamoLicenses(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.LICENSE_POOL_TABLE_NAME);
    this.writes = new LicenseWrites(environment);
    this.sessionWrites = new SessionWrites(environment);
  }

  @Override
  public Optional<License> find(LicenseId id) {
    GetItemResponse response =
        AwsCall.of(
            "read the licence",
            () ->
                dynamo.getItem(
                    g -> g.tableName(table).key(LicenseWrites.key(id)).consistentRead(true)));
    return response.hasItem() ? Optional.of(LicenseItem.read(response.item())) : Optional.empty();
  }

  @Override
  public List<License> pool() {
    return DynamoQueries.all(
            "list the lent licences",
            dynamo,
            q ->
                q.tableName(table)
                    .indexName("PoolIndex")
                    .keyConditionExpression("#shard = :shard")
                    .expressionAttributeNames(Map.of("#shard", LicenseItem.POOL_SHARD))
                    .expressionAttributeValues(
                        Map.of(":shard", ItemWriter.numberValue(LicenseItem.ONLY_POOL_SHARD))))
        .stream()
        .map(LicenseItem::read)
        .toList();
  }

  @Override
  public Optional<License> save(License changed, List<SessionId> sessions, Instant dueAt) {
    List<SessionId> all = sessions.stream().distinct().toList();
    int together = Math.min(all.size(), WOKEN_TOGETHER);
    all.subList(together, all.size()).forEach(id -> sessionWrites.wakeAlone(dynamo, id, dueAt));
    License written = changed.written(changed.revision() + 1);
    WriteId writeId = WriteId.draw();
    Map<String, AttributeValue> item = LicenseItem.write(written, writeId);
    boolean made =
        together == 0
            ? put(changed, item, writeId)
            : put(changed, item, writeId, all.subList(0, together), dueAt);
    return made ? Optional.of(written) : Optional.empty();
  }

  @Override
  public boolean remove(License read) {
    return DynamoWrites.repeated(
        "remove the licence",
        () -> {
          try {
            dynamo.deleteItem(writes.remove(read));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private boolean put(License changed, Map<String, AttributeValue> item, WriteId writeId) {
    return DynamoWrites.repeated(
        SAVING,
        () -> {
          try {
            dynamo.putItem(writes.nextAlone(changed, item));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return writeId.made(e.item());
          }
        });
  }

  /** With all sessions that are open: one that is not drops out, since it never opens again. */
  private boolean put(
      License changed,
      Map<String, AttributeValue> item,
      WriteId writeId,
      List<SessionId> sessions,
      Instant dueAt) {
    List<SessionId> open = sessions;
    while (true) {
      List<TransactWriteItem> parts = new ArrayList<>();
      parts.add(writes.next(changed, item));
      open.forEach(id -> parts.add(sessionWrites.wake(id, dueAt)));
      List<CancellationReason> reasons = DynamoWrites.transaction(dynamo, SAVING, parts);
      if (reasons.isEmpty() || writeId.made(reasons.getFirst().item())) {
        return true;
      }
      if (DynamoWrites.refused(reasons.getFirst())) {
        return false;
      }
      open = stillOpen(open, reasons.subList(1, reasons.size()));
    }
  }

  private static List<SessionId> stillOpen(
      List<SessionId> sessions, List<CancellationReason> reasons) {
    return IntStream.range(0, sessions.size())
        .filter(i -> !DynamoWrites.refused(reasons.get(i)))
        .mapToObj(sessions::get)
        .toList();
  }
}
