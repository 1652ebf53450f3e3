/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.aws.dynamodb.DynamoTable;
import dev.foundryhosting.aws.dynamodb.Expression;
import dev.foundryhosting.aws.dynamodb.ItemReader;
import dev.foundryhosting.aws.dynamodb.ItemWriter;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The bot's table: one item a key. DynamoDB removes an item within days after its end. */
public final class DynamoBotStore implements BotStore {
  private static final String KEY = TableSchema.BOT_CONFIG.partitionKey().name();
  private static final String TTL = TableSchema.BOT_CONFIG.ttlAttribute().orElseThrow();

  private final DynamoTable table;

  public DynamoBotStore(DynamoDbClient dynamo, Environment environment) {
    this.table = new DynamoTable(dynamo, environment, TableSchema.BOT_CONFIG);
  }

  @Override
  public boolean claim(String key, String owner, Instant now, Instant leaseEnds, Instant forgetAt) {
    ItemWriter claim =
        key(key)
            .text("claimOwner", owner)
            .number("leaseEnds", leaseEnds.getEpochSecond())
            .number(TTL, forgetAt.getEpochSecond());
    Expression free =
        new Expression(
            "attribute_not_exists(#configKey) OR (attribute_not_exists(#claimDone)"
                + " AND (#claimOwner = :owner OR #leaseEnds < :now))",
            new ItemWriter().text(":owner", owner).number(":now", now.getEpochSecond()));
    return table.write("remember what is being done", table.put(claim, free)).done();
  }

  @Override
  public void done(String key) {
    update(
        "remember what is done",
        key,
        new Expression("SET #claimDone = :done", new ItemWriter().flag(":done", true)));
  }

  @Override
  public Optional<Map<String, String>> find(String key) {
    Map<String, String> notes =
        table.find("read the notes", key(key)).map(ItemReader::texts).orElseGet(HashMap::new);
    notes.remove(KEY);
    return notes.isEmpty() ? Optional.empty() : Optional.of(notes);
  }

  @Override
  public void note(String key, Map<String, String> notes, Optional<Instant> forgetAt) {
    StringJoiner sets = new StringJoiner(", ", "SET ", " ").setEmptyValue("");
    StringJoiner removals = new StringJoiner(", ", "REMOVE ", "").setEmptyValue("");
    ItemWriter values = new ItemWriter();
    notes.forEach(
        (name, note) -> {
          if (note.isEmpty()) {
            removals.add("#" + name);
          } else {
            sets.add("#%1$s = :%1$s".formatted(name));
            values.text(":" + name, note);
          }
        });
    forgetAt.ifPresent(
        at -> {
          sets.add("#%s = :forgetAt".formatted(TTL));
          values.number(":forgetAt", at.getEpochSecond());
        });
    update("keep the notes", key, new Expression(sets.toString() + removals, values));
  }

  @Override
  public void forget(String key) {
    var unused = table.write("forget the notes", table.delete(key(key), Expression.NONE));
  }

  private void update(String doing, String key, Expression update) {
    var unused = table.write(doing, table.update(key(key), update, Expression.NONE));
  }

  private static ItemWriter key(String key) {
    return new ItemWriter().text(KEY, key);
  }
}
