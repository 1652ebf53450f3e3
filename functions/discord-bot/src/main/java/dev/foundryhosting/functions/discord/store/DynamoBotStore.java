/* SPDX-License-Identifier: Apache-2.0 */
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

/** The bot's table: one item a key. DynamoDB removes an item within days after its end. */
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
    Map<String, AttributeValue> attributes = new HashMap<>();
    notes.forEach((name, value) -> attributes.put(name, text(value)));
    forgetAt.ifPresent(at -> attributes.put(TTL, number(at)));
    StringJoiner sets = new StringJoiner(", ", "SET ", " ").setEmptyValue("");
    StringJoiner removals = new StringJoiner(", ", "REMOVE ", "").setEmptyValue("");
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    attributes.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          if (value.equals(text(""))) {
            removals.add("#" + name);
          } else {
            sets.add("#%1$s = :%1$s".formatted(name));
            values.put(":" + name, value);
          }
        });
    AwsCall.run(
        "keep the notes",
        () ->
            dynamo.updateItem(
                u ->
                    u.tableName(table)
                        .key(key(key))
                        .updateExpression(sets.toString() + removals)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values.isEmpty() ? null : values)));
  }

  @Override
  public void forget(String key) {
    AwsCall.run("forget the notes", () -> dynamo.deleteItem(d -> d.tableName(table).key(key(key))));
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
