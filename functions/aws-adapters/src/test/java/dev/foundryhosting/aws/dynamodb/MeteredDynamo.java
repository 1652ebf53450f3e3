/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Asks DynamoDB with every call what it consumed. It can do what may happen on a timer and nothing
 * else: a scan is an {@link UnsupportedOperationException}.
 */
final class MeteredDynamo implements DynamoDbClient {
  private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

  private final DynamoDbClient engine;
  private final DoubleAdder units = new DoubleAdder();
  private final AtomicInteger calls = new AtomicInteger();

  MeteredDynamo(DynamoDbClient engine) {
    this.engine = engine;
  }

  /** Read and write units together. */
  double units() {
    return units.sum();
  }

  int calls() {
    return calls.get();
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    GetItemResponse answer =
        engine.getItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    count(List.of(answer.consumedCapacity()));
    return answer;
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    BatchGetItemResponse answer =
        engine.batchGetItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    count(answer.consumedCapacity());
    return answer;
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    QueryResponse answer = engine.query(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    count(List.of(answer.consumedCapacity()));
    return answer;
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    PutItemResponse answer =
        engine.putItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    count(List.of(answer.consumedCapacity()));
    return answer;
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    UpdateItemResponse answer =
        engine.updateItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    count(List.of(answer.consumedCapacity()));
    return answer;
  }

  @Override
  public DeleteItemResponse deleteItem(DeleteItemRequest request) {
    DeleteItemResponse answer =
        engine.deleteItem(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    count(List.of(answer.consumedCapacity()));
    return answer;
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    TransactWriteItemsResponse answer =
        engine.transactWriteItems(request.toBuilder().returnConsumedCapacity(TOTAL).build());
    count(answer.consumedCapacity());
    return answer;
  }

  private void count(List<ConsumedCapacity> consumed) {
    calls.incrementAndGet();
    consumed.forEach(each -> units.add(each.capacityUnits()));
  }

  @Override
  public String serviceName() {
    return engine.serviceName();
  }

  @Override
  public void close() {
    engine.close();
  }
}
