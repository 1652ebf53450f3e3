/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.RetryPolicy;
import dev.foundryhosting.error.PlatformException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Items of several tables, read in one call; each read is strongly consistent for itself. */
final class BatchRead {
  private final Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
  private Map<String, KeysAndAttributes> left;

  private BatchRead(Place... places) {
    this.left =
        Stream.of(places)
            .collect(
                groupingBy(
                    Place::table,
                    mapping(Place::key, collectingAndThen(toList(), BatchRead::consistently))));
  }

  record Place(String table, Map<String, AttributeValue> key) {}

  /**
   * Reads the items. An item for which DynamoDB had no capacity is asked for again, so that it
   * never counts as absent.
   *
   * @param doing as for {@link AwsCall#of}
   */
  static BatchRead of(DynamoDbClient dynamo, String doing, Place... places) {
    BatchRead read = new BatchRead(places);
    AwsCall.run(
        doing,
        () ->
            RetryPolicy.CONTENTION.run(
                PlatformException.class::isInstance, () -> read.readFrom(dynamo, doing)));
    return read;
  }

  private void readFrom(DynamoDbClient dynamo, String doing) {
    BatchGetItemResponse page = dynamo.batchGetItem(b -> b.requestItems(left));
    page.responses()
        .forEach(
            (table, items) -> found.computeIfAbsent(table, t -> new ArrayList<>()).addAll(items));
    left = page.unprocessedKeys();
    if (!left.isEmpty()) {
      throw PlatformException.dependency(
          "Could not %s: the tables are too busy.".formatted(doing), true);
    }
  }

  private static KeysAndAttributes consistently(List<Map<String, AttributeValue>> keys) {
    return KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
  }

  /** One of the items that were asked for; empty when there is none. */
  Optional<ItemReader> item(Place place) {
    return found.getOrDefault(place.table(), List.of()).stream()
        .filter(item -> item.entrySet().containsAll(place.key().entrySet()))
        .map(ItemReader::new)
        .findFirst();
  }
}
