/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.platform;

import java.util.List;
import java.util.Optional;

/**
 * The keys and indexes of one DynamoDB table: what the infrastructure creates and the functions
 * rely on.
 *
 * @param variable the environment variable that holds the table's name
 * @param suffix the table's name after the project's prefix, such as {@code instances}
 * @param ttlAttribute the attribute by which items expire (epoch seconds), if any
 */
public record TableSchema(
    Variable variable,
    String suffix,
    Key partitionKey,
    Optional<Key> sortKey,
    List<Index> indexes,
    Optional<String> ttlAttribute) {

  /** How many shards a due index has: {@code dueShard} is 0 to 7. */
  public static final int DUE_SHARDS = 8;

  public static final TableSchema INSTANCES =
      new TableSchema(
          Variable.INSTANCE_TABLE_NAME,
          "instances",
          Key.text("userId"),
          Optional.empty(),
          List.of(
              new Index("TaskArnIndex", Key.text("taskArn"), Optional.empty()),
              new Index(
                  "DueIndex", Key.number("dueShard"), Optional.of(Key.number("nextCheckAt")))),
          Optional.of("ttl"));

  public static final TableSchema LICENSE_POOL =
      new TableSchema(
          Variable.LICENSE_POOL_TABLE_NAME,
          "license-pool",
          Key.text("licenseId"),
          Optional.empty(),
          List.of(
              new Index("OwnerIndex", Key.text("ownerId"), Optional.empty()),
              new Index("PoolIndex", Key.number("poolShard"), Optional.of(Key.text("licenseId")))),
          Optional.empty());

  public static final TableSchema SCHEDULED_SESSIONS =
      new TableSchema(
          Variable.SCHEDULED_SESSIONS_TABLE_NAME,
          "scheduled-sessions",
          Key.text("sessionId"),
          Optional.empty(),
          List.of(
              new Index(
                  "UserSessionsIndex", Key.text("userId"), Optional.of(Key.number("startsAt"))),
              new Index("DueIndex", Key.number("dueShard"), Optional.of(Key.number("dueAt")))),
          Optional.of("ttl"));

  public static final TableSchema LICENSE_RESERVATIONS =
      new TableSchema(
          Variable.LICENSE_RESERVATIONS_TABLE_NAME,
          "license-reservations",
          Key.text("licenseId"),
          Optional.of(Key.text("slot")),
          List.of(),
          Optional.empty());

  public static final TableSchema USAGE =
      new TableSchema(
          Variable.USAGE_TABLE_NAME,
          "usage",
          Key.text("usageKey"),
          Optional.of(Key.text("entryId")),
          List.of(new Index("MonthIndex", Key.text("month"), Optional.of(Key.text("userId")))),
          Optional.empty());

  public static final TableSchema BOT_CONFIG =
      new TableSchema(
          Variable.BOT_CONFIG_TABLE_NAME,
          "bot-config",
          Key.text("configKey"),
          Optional.empty(),
          List.of(),
          Optional.of("ttl"));

  /** All tables of the platform. */
  public static final List<TableSchema> ALL =
      List.of(INSTANCES, LICENSE_POOL, SCHEDULED_SESSIONS, LICENSE_RESERVATIONS, USAGE, BOT_CONFIG);

  /**
   * A key attribute.
   *
   * @param type DynamoDB's type: {@code S} or {@code N}
   */
  public record Key(String name, String type) {
    static Key text(String name) {
      return new Key(name, "S");
    }

    static Key number(String name) {
      return new Key(name, "N");
    }
  }

  /** A global secondary index that projects all attributes. */
  public record Index(String name, Key partitionKey, Optional<Key> sortKey) {}
}
