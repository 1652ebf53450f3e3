package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.usage.MonthlySumChange;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The reads of the usage table, and the parts of the transactions on it. */
final class UsageTable {
  private static final String IS_NEW = "attribute_not_exists(#key)";

  private final DynamoDbClient dynamo;
  private final String table;

  UsageTable(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.USAGE_TABLE_NAME);
  }

  /**
   * Writes all or nothing.
   *
   * @return whether it was written; not when a condition did not hold
   */
  boolean write(String doing, List<TransactWriteItem> parts) {
    return DynamoWrites.transaction(dynamo, doing, parts).isEmpty();
  }

  /** An entry that is new, and the change of its month's total. */
  List<TransactWriteItem> add(Optional<UserId> user, UsageMonth month, UsageEntry entry) {
    return List.of(
        putNew(UsageItem.write(UsageItem.usageKey(user, month), entry)),
        change(user, month, entry.addition()));
  }

  /** The end of an entry, and the change of its month's total. */
  List<TransactWriteItem> remove(Optional<UserId> user, UsageMonth month, UsageEntry entry) {
    TransactWriteItem removal =
        TransactWriteItem.builder()
            .delete(
                d ->
                    d.tableName(table)
                        .key(UsageItem.key(UsageItem.usageKey(user, month), entry.entryId()))
                        .conditionExpression("attribute_exists(#key)")
                        .expressionAttributeNames(Map.of("#key", UsageItem.USAGE_KEY)))
            .build();
    return List.of(removal, change(user, month, entry.addition().negated()));
  }

  TransactWriteItem putNew(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(table)
                    .item(item)
                    .conditionExpression(IS_NEW)
                    .expressionAttributeNames(Map.of("#key", UsageItem.USAGE_KEY)))
        .build();
  }

  TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(p -> p.tableName(table).item(item)).build();
  }

  /** Makes a donation that is nobody's somebody's. */
  TransactWriteItem claim(String messageId, UserId user) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(table)
                    .key(DonationItem.messageKey(messageId))
                    .updateExpression("SET #forUser = :user")
                    .conditionExpression(
                        "attribute_exists(#key) AND attribute_not_exists(#forUser)")
                    .expressionAttributeNames(
                        Map.of("#key", UsageItem.USAGE_KEY, "#forUser", DonationItem.FOR_USER))
                    .expressionAttributeValues(Map.of(":user", ItemWriter.textValue(user.value()))))
        .build();
  }

  void delete(String doing, Map<String, AttributeValue> key) {
    DynamoWrites.repeated(doing, () -> dynamo.deleteItem(d -> d.tableName(table).key(key)));
  }

  Optional<Map<String, AttributeValue>> find(String doing, Map<String, AttributeValue> key) {
    return Optional.of(
            AwsCall.of(
                doing, () -> dynamo.getItem(g -> g.tableName(table).key(key).consistentRead(true))))
        .filter(GetItemResponse::hasItem)
        .map(GetItemResponse::item);
  }

  /** All items of one key, of all pages. */
  List<Map<String, AttributeValue>> items(String doing, String usageKey) {
    return all(
        doing,
        q ->
            q.keyConditionExpression("#key = :key")
                .expressionAttributeNames(Map.of("#key", UsageItem.USAGE_KEY))
                .expressionAttributeValues(Map.of(":key", ItemWriter.textValue(usageKey)))
                .consistentRead(true));
  }

  /** The first items of one key. */
  List<Map<String, AttributeValue>> items(String doing, String usageKey, int limit) {
    return AwsCall.of(
            doing,
            () ->
                dynamo.query(
                    q ->
                        q.tableName(table)
                            .keyConditionExpression("#key = :key")
                            .expressionAttributeNames(Map.of("#key", UsageItem.USAGE_KEY))
                            .expressionAttributeValues(
                                Map.of(":key", ItemWriter.textValue(usageKey)))
                            .consistentRead(true)
                            .limit(limit)))
        .items();
  }

  /** All totals of a month, of all pages. */
  List<Map<String, AttributeValue>> totals(String doing, UsageMonth month) {
    return all(
        doing,
        q ->
            q.indexName("MonthIndex")
                .keyConditionExpression("#month = :month")
                .expressionAttributeNames(Map.of("#month", UsageItem.MONTH))
                .expressionAttributeValues(
                    Map.of(":month", ItemWriter.textValue(month.toString()))));
  }

  private List<Map<String, AttributeValue>> all(
      String doing, Consumer<QueryRequest.Builder> query) {
    List<Map<String, AttributeValue>> all = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryRequest.Builder request = QueryRequest.builder().tableName(table);
      query.accept(request);
      request.exclusiveStartKey(position.isEmpty() ? null : position);
      QueryResponse page = AwsCall.of(doing, () -> dynamo.query(request.build()));
      all.addAll(page.items());
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    return all;
  }

  /** The first change makes the total. */
  private TransactWriteItem change(
      Optional<UserId> user, UsageMonth month, MonthlySumChange addition) {
    Map<String, String> names = new HashMap<>();
    names.put("#month", UsageItem.MONTH);
    names.put("#user", UsageItem.USER_ID);
    names.put("#seconds", UsageItem.SECONDS);
    names.put("#sum", UsageItem.sumName(addition));
    ItemWriter values =
        new ItemWriter()
            .text(":month", month.toString())
            .text(":user", UsageItem.account(user))
            .number(":seconds", addition.seconds())
            .number(":money", addition.money().minorUnits());
    String counted =
        addition
            .ending()
            .map(
                kind -> {
                  names.put("#endings", UsageItem.countName(kind));
                  values.number(":one", 1);
                  return ", #endings :one";
                })
            .orElse("");
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(table)
                    .key(UsageItem.totalKey(user, month))
                    .updateExpression(
                        "SET #month = :month, #user = :user ADD #seconds :seconds, #sum :money"
                            + counted)
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values.item()))
        .build();
  }
}
