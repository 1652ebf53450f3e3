package dev.foundryhosting.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Queries that are read to their end: DynamoDB answers by pages of at most 1 MB. */
final class DynamoQueries {
  private DynamoQueries() {}

  /** Every item that a query finds. */
  static List<Map<String, AttributeValue>> all(
      String doing, DynamoDbClient dynamo, Consumer<QueryRequest.Builder> query) {
    QueryRequest request = QueryRequest.builder().applyMutation(query).build();
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = page(doing, dynamo, request, position);
      found.addAll(page.items());
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    return found;
  }

  /** One page of a query, from a position on; from its beginning where that is empty. */
  static QueryResponse page(
      String doing,
      DynamoDbClient dynamo,
      QueryRequest request,
      Map<String, AttributeValue> position) {
    return AwsCall.of(
        doing,
        () ->
            dynamo.query(
                position.isEmpty()
                    ? request
                    : request.toBuilder().exclusiveStartKey(position).build()));
  }
}
