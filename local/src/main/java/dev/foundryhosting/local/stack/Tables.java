package dev.foundryhosting.local.stack;

import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.Variable;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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

/** The DynamoDB tables, made from the schemas that the domain names. */
final class Tables {
  private Tables() {}

  /** Makes all tables and answers with their names by variable. */
  static Map<Variable, String> create(DynamoDbClient dynamoDb, String prefix) {
    Map<Variable, String> names = new EnumMap<>(Variable.class);
    for (TableSchema schema : TableSchema.ALL) {
      String name = prefix + schema.suffix();
      dynamoDb.createTable(request(schema, name));
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

  private static CreateTableRequest request(TableSchema schema, String name) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(schema.partitionKey(), schema.sortKey()))
            .attributeDefinitions(attributes(schema));
    if (!schema.indexes().isEmpty()) {
      request.globalSecondaryIndexes(schema.indexes().stream().map(Tables::index).toList());
    }
    return request.build();
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

  /** Each attribute once, however many keys it is part of. */
  private static List<AttributeDefinition> attributes(TableSchema schema) {
    Map<String, String> types = new LinkedHashMap<>();
    types.put(schema.partitionKey().name(), schema.partitionKey().type());
    schema.sortKey().ifPresent(key -> types.put(key.name(), key.type()));
    for (TableSchema.Index index : schema.indexes()) {
      types.put(index.partitionKey().name(), index.partitionKey().type());
      index.sortKey().ifPresent(key -> types.put(key.name(), key.type()));
    }
    return types.entrySet().stream()
        .map(
            attribute ->
                AttributeDefinition.builder()
                    .attributeName(attribute.getKey())
                    .attributeType(attribute.getValue())
                    .build())
        .toList();
  }
}
