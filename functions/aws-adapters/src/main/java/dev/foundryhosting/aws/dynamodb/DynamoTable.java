/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One table: its reads, its writes, and the parts that it adds to transactions. Reads are strongly
 * consistent except through an index. A listing reads a page only when its stream gets there. The
 * first argument of each call is as for {@link AwsCall#of}.
 */
public class DynamoTable {
  /** Of each item: the version of the format in which it was written. */
  static final String SCHEMA = "schema";

  /**
   * Counts up with each change of the format that readers must tell apart. Items of all versions
   * are kept as test data (golden/).
   */
  static final int SCHEMA_VERSION = 2;

  private static final String DUE_INDEX = "DueIndex";
  private static final ReturnValuesOnConditionCheckFailure OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final DynamoDbClient dynamo;
  private final TableSchema schema;
  private final String name;

  public DynamoTable(DynamoDbClient dynamo, Environment environment, TableSchema schema) {
    this.dynamo = dynamo;
    this.schema = schema;
    this.name = environment.get(schema.variable());
  }

  BatchRead.Place place(ItemWriter key) {
    return new BatchRead.Place(name, key.item());
  }

  /** An item; empty when there is none under the key. */
  public Optional<ItemReader> find(String doing, ItemWriter key) {
    GetItemResponse found =
        AwsCall.of(
            doing,
            () -> dynamo.getItem(g -> g.tableName(name).key(key.item()).consistentRead(true)));
    return found.hasItem() ? Optional.of(new ItemReader(found.item())) : Optional.empty();
  }

  /** The items of one partition, in the order of their sort key. */
  Stream<ItemReader> query(String doing, String partition) {
    return query(doing, partition, q -> {});
  }

  /** As above, with further options, such as the size of a page. */
  Stream<ItemReader> query(String doing, String partition, Consumer<QueryRequest.Builder> options) {
    return query(
        doing,
        is(schema.partitionKey(), ItemWriter.textValue(partition)),
        q -> options.accept(q.consistentRead(true)));
  }

  /** The items of one partition of an index, in the order of its sort key. */
  Stream<ItemReader> queryIndex(String doing, String index, AttributeValue partition) {
    return queryIndex(doing, index, partition, q -> {});
  }

  /** As above, with further options, such as an order or the size of a page. */
  Stream<ItemReader> queryIndex(
      String doing,
      String index,
      AttributeValue partition,
      Consumer<QueryRequest.Builder> options) {
    return query(
        doing, is(index(index).partitionKey(), partition), q -> options.accept(q.indexName(index)));
  }

  private static Expression is(TableSchema.Key key, AttributeValue value) {
    return new Expression(
        "#%s = :value".formatted(key.name()), new ItemWriter().value(":value", value));
  }

  private Stream<ItemReader> query(
      String doing, Expression condition, Consumer<QueryRequest.Builder> options) {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(name)
            .keyConditionExpression(condition.text())
            .expressionAttributeNames(Expression.names(condition))
            .expressionAttributeValues(Expression.values(condition));
    options.accept(request);
    return pages(doing, dynamo.queryPaginator(request.build()).iterator())
        .flatMap(page -> page.items().stream())
        .map(ItemReader::new);
  }

  /** All items for which the filter holds, in no order. */
  Stream<ItemReader> scan(String doing, Expression filter, Consumer<ScanRequest.Builder> options) {
    ScanRequest.Builder request =
        ScanRequest.builder()
            .tableName(name)
            .consistentRead(true)
            .filterExpression(filter.textOrNull())
            .expressionAttributeNames(Expression.names(filter));
    options.accept(request);
    return pages(doing, dynamo.scanPaginator(request.build()).iterator())
        .flatMap(page -> page.items().stream())
        .map(ItemReader::new);
  }

  private static <P> Stream<P> pages(String doing, Iterator<P> pages) {
    return Stream.iterate(pages, Iterator::hasNext, UnaryOperator.identity())
        .map(each -> AwsCall.of(doing, each::next));
  }

  /**
   * The partition keys of what is due, in the order of its times.
   *
   * @param time the attribute with the exact time, as the index holds whole seconds
   */
  List<String> due(String doing, String time, int shard, Instant until, int limit) {
    requirePositive(limit);
    String key = schema.partitionKey().name();
    TableSchema.Index index = index(DUE_INDEX);
    String at = index.sortKey().orElseThrow().name();
    Expression condition =
        new Expression(
            "#%s = :shard AND #%s <= :until".formatted(index.partitionKey().name(), at),
            new ItemWriter().number(":shard", shard).number(":until", until.getEpochSecond()));
    Expression projection = new Expression("#%s, #%s".formatted(key, time));
    return query(
            doing,
            condition,
            q ->
                q.indexName(DUE_INDEX)
                    .projectionExpression(projection.text())
                    .expressionAttributeNames(Expression.names(condition, projection))
                    .limit(limit))
        .filter(item -> !item.time(time).isAfter(until))
        .map(item -> item.text(key))
        .limit(limit)
        .toList();
  }

  Stream<ItemReader> dueShard(String doing, int shard) {
    return queryIndex(doing, DUE_INDEX, ItemWriter.numberValue(shard));
  }

  static void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page holds at least one item");
    }
  }

  private TableSchema.Index index(String index) {
    return schema.indexes().stream()
        .filter(each -> each.name().equals(index))
        .findFirst()
        .orElseThrow();
  }

  /** Writes one item, outside of a transaction. */
  public WriteResult write(String doing, TransactWriteItem part) {
    return DynamoWrites.single(dynamo, doing, part);
  }

  /** Writes all parts or none; parts may belong to other tables. */
  WriteResult transact(String doing, List<TransactWriteItem> parts) {
    return DynamoWrites.transaction(dynamo, doing, parts);
  }

  /** Updates an item, or creates it, and returns it. */
  ItemReader updated(String doing, ItemWriter key, Expression update) {
    return new ItemReader(
        AwsCall.of(
                doing,
                () ->
                    dynamo.updateItem(
                        u ->
                            u.tableName(name)
                                .key(key.item())
                                .updateExpression(update.text())
                                .expressionAttributeNames(Expression.names(update))
                                .expressionAttributeValues(Expression.values(update))
                                .returnValues(ReturnValue.ALL_NEW)))
            .attributes());
  }

  /** A part that writes an item where the condition holds. */
  public TransactWriteItem put(ItemWriter item, Expression condition) {
    item.ofSchema();
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(name)
                    .item(item.item())
                    .conditionExpression(condition.textOrNull())
                    .expressionAttributeNames(Expression.names(condition))
                    .expressionAttributeValues(Expression.values(condition))
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /**
   * A put that survives a lost answer: the SDK repeats it, the repetition fails on the item that
   * the first attempt wrote, and {@link WriteResult#done} recognizes that item by its id.
   */
  TransactWriteItem putRecord(ItemWriter item, Expression condition) {
    return put(item.text(WriteResult.WRITE_ID, UUID.randomUUID().toString()), condition);
  }

  /** A part that changes an item, or makes it, where the condition holds. */
  public TransactWriteItem update(ItemWriter key, Expression update, Expression condition) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(name)
                    .key(key.item())
                    .updateExpression(update.text())
                    .conditionExpression(condition.textOrNull())
                    .expressionAttributeNames(Expression.names(update, condition))
                    .expressionAttributeValues(Expression.values(update, condition))
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** A part that removes an item where the condition holds. */
  public TransactWriteItem delete(ItemWriter key, Expression condition) {
    return TransactWriteItem.builder()
        .delete(
            d ->
                d.tableName(name)
                    .key(key.item())
                    .conditionExpression(condition.textOrNull())
                    .expressionAttributeNames(Expression.names(condition))
                    .expressionAttributeValues(Expression.values(condition))
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** Holds while the table has the item. */
  TransactWriteItem require(ItemWriter key) {
    Expression exists =
        new Expression("attribute_exists(#%s)".formatted(schema.partitionKey().name()));
    return TransactWriteItem.builder()
        .conditionCheck(
            c ->
                c.tableName(name)
                    .key(key.item())
                    .conditionExpression(exists.text())
                    .expressionAttributeNames(Expression.names(exists)))
        .build();
  }

  /** Holds while the table has no item under a write's key. */
  Expression absent() {
    return new Expression("attribute_not_exists(#%s)".formatted(schema.partitionKey().name()));
  }

  /**
   * Holds while the item is the one that was read. After an erasure revisions begin at 1 again: the
   * time of creation keeps an old writer from overwriting the new item.
   */
  static Expression unchanged(long revision, Instant createdAt) {
    return new Expression(
        "#revision = :revision AND #createdAt = :createdAt",
        new ItemWriter().number(":revision", revision).time(":createdAt", createdAt));
  }
}
