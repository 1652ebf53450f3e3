/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** The platform's tables in an emulated DynamoDB, as the infrastructure would make them. */
public final class Tables {
  /** Reports nothing, since no test of a store damages a record unless it says so. */
  public static final ProblemLog PROBLEMS = (sentence, cause) -> {};

  private Tables() {}

  /** The variables that name the tables of one test or stack. */
  public static Map<String, String> variables(String prefix) {
    Map<String, String> variables = new HashMap<>();
    for (TableSchema schema : TableSchema.ALL) {
      variables.put(schema.variable().name(), prefix + "-" + schema.suffix());
    }
    return variables;
  }

  /** Makes all tables that the environment names. */
  public static void create(DynamoDbClient dynamo, Environment environment) {
    TableSchema.ALL.forEach(schema -> create(dynamo, environment, schema));
  }

  /** Makes one table. */
  public static void create(DynamoDbClient dynamo, Environment environment, TableSchema schema) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(environment.get(schema.variable()))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(attributes(schema))
            .keySchema(keySchema(schema.partitionKey(), schema.sortKey()));
    if (!schema.indexes().isEmpty()) {
      request.globalSecondaryIndexes(schema.indexes().stream().map(Tables::index).toList());
    }
    dynamo.createTable(request.build());
    schema
        .ttlAttribute()
        .ifPresent(
            attribute ->
                dynamo.updateTimeToLive(
                    u ->
                        u.tableName(environment.get(schema.variable()))
                            .timeToLiveSpecification(
                                t -> t.attributeName(attribute).enabled(true))));
  }

  private static GlobalSecondaryIndex index(TableSchema.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keySchema(index.partitionKey(), index.sortKey()))
        .projection(p -> p.projectionType(ProjectionType.ALL))
        .build();
  }

  private static List<KeySchemaElement> keySchema(
      TableSchema.Key partitionKey, Optional<TableSchema.Key> sortKey) {
    List<KeySchemaElement> keys = new ArrayList<>();
    keys.add(element(partitionKey, KeyType.HASH));
    sortKey.ifPresent(key -> keys.add(element(key, KeyType.RANGE)));
    return keys;
  }

  private static KeySchemaElement element(TableSchema.Key key, KeyType type) {
    return KeySchemaElement.builder().attributeName(key.name()).keyType(type).build();
  }

  private static List<AttributeDefinition> attributes(TableSchema schema) {
    List<TableSchema.Key> keys = new ArrayList<>();
    keys.add(schema.partitionKey());
    schema.sortKey().ifPresent(keys::add);
    for (TableSchema.Index index : schema.indexes()) {
      keys.add(index.partitionKey());
      index.sortKey().ifPresent(keys::add);
    }
    return keys.stream()
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
