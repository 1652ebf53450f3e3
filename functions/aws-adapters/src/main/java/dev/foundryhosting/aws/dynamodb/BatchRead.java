package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Items of several tables, read in one call; strongly consistent, each for itself. */
final class BatchRead {
  private static final int ATTEMPTS = 6;
  private static final int FIRST_PAUSE_MILLIS = 25;

  private final List<Found> found;

  private BatchRead(List<Found> found) {
    this.found = List.copyOf(found);
  }

  /** Where an item lies. */
  record Place(String table, Map<String, AttributeValue> key) {}

  private record Found(String table, Map<String, AttributeValue> item) {
    boolean liesAt(Place place) {
      return table.equals(place.table()) && item.entrySet().containsAll(place.key().entrySet());
    }
  }

  /**
   * Reads them. What DynamoDB had no capacity for is asked for again: it is there, or it is not,
   * but not unknown.
   *
   * @param doing as for {@link AwsCall#of}
   */
  static BatchRead of(DynamoDbClient dynamo, String doing, Place... places) {
    List<Found> found = new ArrayList<>();
    Map<String, KeysAndAttributes> left = keys(places);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, KeysAndAttributes> asked = left;
      BatchGetItemResponse page =
          AwsCall.of(doing, () -> dynamo.batchGetItem(b -> b.requestItems(asked)));
      page.responses()
          .forEach((table, items) -> items.forEach(item -> found.add(new Found(table, item))));
      left = page.unprocessedKeys();
      if (left.isEmpty()) {
        return new BatchRead(found);
      }
      DynamoWrites.pause(FIRST_PAUSE_MILLIS << attempt);
    }
    throw PlatformException.dependency(
        "Could not %s: the tables are too busy.".formatted(doing), true, null);
  }

  /** One of the items that were asked for; empty when there is none. */
  Optional<Map<String, AttributeValue>> item(Place place) {
    return found.stream().filter(each -> each.liesAt(place)).map(Found::item).findFirst();
  }

  private static Map<String, KeysAndAttributes> keys(Place... places) {
    return Stream.of(places)
        .collect(
            Collectors.groupingBy(
                Place::table,
                Collectors.collectingAndThen(
                    Collectors.mapping(Place::key, Collectors.toList()),
                    keys -> KeysAndAttributes.builder().keys(keys).consistentRead(true).build())));
  }
}
