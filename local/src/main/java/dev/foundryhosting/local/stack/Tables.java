/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.stack;

import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.Variable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** The DynamoDB tables, made from the domain's schemas. */
final class Tables {
  private Tables() {}

  /** Makes all tables and returns their names by variable. */
  static Map<Variable, String> create(DynamoDbClient dynamoDb, String prefix) {
    Map<Variable, String> names = new EnumMap<>(Variable.class);
    for (TableSchema schema : TableSchema.ALL) {
      String name = prefix + schema.suffix();
      dynamoDb.createTable(r -> describe(schema, r.tableName(name)));
      schema
          .ttlAttribute()
          .ifPresent(
              ttl ->
                  dynamoDb.updateTimeToLive(
                      r ->
                          r.tableName(name)
                              .timeToLiveSpecification(t -> t.attributeName(ttl).enabled(true))));
      names.put(schema.variable(), name);
    }
    return names;
  }

  private static void describe(TableSchema schema, CreateTableRequest.Builder table) {
    table
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(keys(schema.partitionKey(), schema.sortKey()))
        .attributeDefinitions(attributes(schema));
    if (!schema.indexes().isEmpty()) {
      table.globalSecondaryIndexes(schema.indexes().stream().map(Tables::index).toList());
    }
  }

  private static GlobalSecondaryIndex index(TableSchema.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keys(index.partitionKey(), index.sortKey()))
        .projection(p -> p.projectionType(ProjectionType.ALL))
        .build();
  }

  private static List<KeySchemaElement> keys(
      TableSchema.Key partitionKey, Optional<TableSchema.Key> sortKey) {
    return Stream.concat(
            Stream.of(key(partitionKey, KeyType.HASH)),
            sortKey.map(sort -> key(sort, KeyType.RANGE)).stream())
        .toList();
  }

  private static KeySchemaElement key(TableSchema.Key key, KeyType type) {
    return KeySchemaElement.builder().attributeName(key.name()).keyType(type).build();
  }

  /** An attribute may be part of several keys. */
  private static List<AttributeDefinition> attributes(TableSchema schema) {
    return Stream.concat(
            Stream.concat(Stream.of(schema.partitionKey()), schema.sortKey().stream()),
            schema.indexes().stream()
                .flatMap(
                    index ->
                        Stream.concat(Stream.of(index.partitionKey()), index.sortKey().stream())))
        .distinct()
        .map(
            key ->
                AttributeDefinition.builder()
                    .attributeName(key.name())
                    .attributeType(key.type())
                    .build())
        .toList();
  }
}
