package dev.foundryhosting.aws;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.Overviews;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Three items of three tables in one call. */
public final class DynamoOverviews implements Overviews {
  private static final int ATTEMPTS = 6;
  private static final int FIRST_PAUSE_MILLIS = 25;

  private final DynamoDbClient dynamo;
  private final String instances;
  private final String licenses;
  private final String sessions;

  public DynamoOverviews(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.instances = environment.get(Variable.INSTANCE_TABLE_NAME);
    this.licenses = environment.get(Variable.LICENSE_POOL_TABLE_NAME);
    this.sessions = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
  }

  @Override
  public Overview overview(UserId user) {
    Map<String, List<Map<String, AttributeValue>>> found =
        read(
            Map.of(
                instances, key(InstanceWrites.key(user)),
                licenses, key(LicenseItem.key(LicenseId.ofOwner(user))),
                sessions, key(SessionItem.diaryKey(user))));
    return new Overview(
        one(found, instances).map(InstanceItem::read),
        one(found, licenses).map(LicenseItem::read),
        SessionItem.readDiary(user, one(found, sessions)));
  }

  /**
   * What DynamoDB had no capacity for is asked for again: it is there, or it is not, but not
   * unknown.
   */
  private Map<String, List<Map<String, AttributeValue>>> read(Map<String, KeysAndAttributes> keys) {
    Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
    Map<String, KeysAndAttributes> left = keys;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, KeysAndAttributes> asked = left;
      BatchGetItemResponse page =
          AwsCall.of(
              "read the server's record", () -> dynamo.batchGetItem(b -> b.requestItems(asked)));
      page.responses()
          .forEach((table, items) -> found.merge(table, items, DynamoOverviews::together));
      left = page.unprocessedKeys();
      if (left.isEmpty()) {
        return found;
      }
      DynamoWrites.pause(FIRST_PAUSE_MILLIS << attempt);
    }
    throw PlatformException.dependency(
        "Could not read the server's record: the tables are too busy.", true, null);
  }

  private static List<Map<String, AttributeValue>> together(
      List<Map<String, AttributeValue>> some, List<Map<String, AttributeValue>> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static KeysAndAttributes key(Map<String, AttributeValue> key) {
    return KeysAndAttributes.builder().keys(List.of(key)).consistentRead(true).build();
  }

  private static Optional<Map<String, AttributeValue>> one(
      Map<String, List<Map<String, AttributeValue>>> found, String table) {
    return found.getOrDefault(table, List.of()).stream().findFirst();
  }
}
