/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables exactly as the contract's table of keys and indexes lists them. */
class TableSchemaTest {
  private static final List<String> CONTRACT =
      List.of(
          "INSTANCE_TABLE_NAME | userId S"
              + " | TaskArnIndex: taskArn S; DueIndex: dueShard N, nextCheckAt N | ttl",
          "LICENSE_POOL_TABLE_NAME | licenseId S"
              + " | OwnerIndex: ownerId S; PoolIndex: poolShard N, licenseId S | -",
          "SCHEDULED_SESSIONS_TABLE_NAME | sessionId S"
              + " | UserSessionsIndex: userId S, startsAt N; DueIndex: dueShard N, dueAt N | ttl",
          "LICENSE_RESERVATIONS_TABLE_NAME | licenseId S, slot S | - | -",
          "USAGE_TABLE_NAME | usageKey S, entryId S | MonthIndex: month S, userId S | -",
          "BOT_CONFIG_TABLE_NAME | configKey S | - | ttl");

  @Test
  void tablesKeysAndIndexesAreThoseOfTheContract() {
    assertThat(TableSchema.ALL.stream().map(TableSchemaTest::row).toList()).isEqualTo(CONTRACT);
  }

  @Test
  void aDueIndexHasEightShards() {
    assertThat(TableSchema.DUE_SHARDS).isEqualTo(8);
  }

  @Test
  void tableNamesDiffer() {
    assertThat(TableSchema.ALL).extracting(TableSchema::suffix).doesNotHaveDuplicates();
    assertThat(TableSchema.ALL).extracting(TableSchema::variable).doesNotHaveDuplicates();
  }

  private static String row(TableSchema table) {
    String indexes =
        table.indexes().stream()
            .map(index -> index.name() + ": " + keys(index.partitionKey(), index.sortKey()))
            .collect(Collectors.joining("; "));
    return "%s | %s | %s | %s"
        .formatted(
            table.variable(),
            keys(table.partitionKey(), table.sortKey()),
            indexes.isEmpty() ? "-" : indexes,
            table.ttlAttribute().orElse("-"));
  }

  private static String keys(TableSchema.Key partition, Optional<TableSchema.Key> sort) {
    return key(partition) + sort.map(key -> ", " + key(key)).orElse("");
  }

  private static String key(TableSchema.Key key) {
    return key.name() + " " + key.type();
  }
}
