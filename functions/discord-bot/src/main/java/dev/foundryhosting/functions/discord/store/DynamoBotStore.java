package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The bot's memory in its table: one item a key. DynamoDB removes what is out of date within days.
 */
public final class DynamoBotStore implements BotStore {
  private static final String KEY = TableSchema.BOT_CONFIG.partitionKey().name();
  private static final String TTL = TableSchema.BOT_CONFIG.ttlAttribute().orElseThrow();
  private static final String OWNER = "claimOwner";
  private static final String LEASE = "leaseEnds";
  private static final String DONE = "claimDone";

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoBotStore(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(TableSchema.BOT_CONFIG.variable());
  }

  @Override
  public boolean claim(String key, String owner, Instant now, Instant leaseEnds, Instant forgetAt) {
    Map<String, AttributeValue> item =
        Map.of(
            KEY, text(key),
            OWNER, text(owner),
            LEASE, number(leaseEnds),
            TTL, number(forgetAt));
    return AwsCall.of(
        "remember what is being done",
        () -> {
          try {
            dynamo.putItem(
                p ->
                    p.tableName(table)
                        .item(item)
                        .conditionExpression(
                            "attribute_not_exists(#key) OR (attribute_not_exists(#done)"
                                + " AND (#owner = :owner OR #lease < :now))")
                        .expressionAttributeNames(
                            Map.of("#key", KEY, "#done", DONE, "#owner", OWNER, "#lease", LEASE))
                        .expressionAttributeValues(
                            Map.of(":owner", text(owner), ":now", number(now))));
            return true;
          } catch (ConditionalCheckFailedException others) {
            return false;
          }
        });
  }

  @Override
  public void done(String key) {
    AwsCall.run(
        "remember what is done",
        () ->
            dynamo.updateItem(
                u ->
                    u.tableName(table)
                        .key(key(key))
                        .updateExpression("SET #done = :done")
                        .expressionAttributeNames(Map.of("#done", DONE))
                        .expressionAttributeValues(
                            Map.of(":done", AttributeValue.fromBool(true)))));
  }

  @Override
  public Optional<Map<String, String>> find(String key) {
    Map<String, AttributeValue> item =
        AwsCall.of(
            "read the notes",
            () ->
                dynamo.getItem(g -> g.tableName(table).key(key(key)).consistentRead(true)).item());
    Map<String, String> notes = new HashMap<>();
    item.forEach(
        (name, value) -> {
          if (value.s() != null && !name.equals(KEY)) {
            notes.put(name, value.s());
          }
        });
    return notes.isEmpty() ? Optional.empty() : Optional.of(notes);
  }

  @Override
  public void note(String key, Map<String, String> notes, Optional<Instant> forgetAt) {
    Update update = new Update();
    notes.forEach(update::put);
    forgetAt.ifPresent(at -> update.set(TTL, number(at)));
    AwsCall.run(
        "keep the notes",
        () ->
            dynamo.updateItem(
                u -> {
                  u.tableName(table)
                      .key(key(key))
                      .updateExpression(update.expression())
                      .expressionAttributeNames(update.names);
                  if (!update.values.isEmpty()) {
                    u.expressionAttributeValues(update.values);
                  }
                }));
  }

  @Override
  public void forget(String key) {
    AwsCall.run("forget the notes", () -> dynamo.deleteItem(d -> d.tableName(table).key(key(key))));
  }

  /** An update expression in the making. */
  private static final class Update {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final StringJoiner sets = new StringJoiner(", ", "SET ", " ").setEmptyValue("");
    private final StringJoiner removals = new StringJoiner(", ", "REMOVE ", "").setEmptyValue("");

    void put(String name, String value) {
      if (value.isEmpty()) {
        removals.add(named(name));
      } else {
        set(name, text(value));
      }
    }

    void set(String name, AttributeValue value) {
      String alias = named(name);
      values.put(":" + alias.substring(1), value);
      sets.add(alias + " = :" + alias.substring(1));
    }

    String expression() {
      return sets.toString() + removals;
    }

    private String named(String name) {
      String alias = "#n" + names.size();
      names.put(alias, name);
      return alias;
    }
  }

  private static Map<String, AttributeValue> key(String key) {
    return Map.of(KEY, text(key));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(Instant at) {
    return AttributeValue.fromN(Long.toString(at.getEpochSecond()));
  }
}
