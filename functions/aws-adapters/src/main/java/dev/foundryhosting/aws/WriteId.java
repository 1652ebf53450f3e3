package dev.foundryhosting.aws;

import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Drawn for each write and written with the item, so that the write's maker knows it again when
 * AWS's answer was lost: the SDK repeats the write, and that fails its own condition.
 */
record WriteId(String value) {
  static final String ATTRIBUTE = "writeId";

  static WriteId draw() {
    return new WriteId(UUID.randomUUID().toString());
  }

  /** Whether an item that stands in the way is the one that this write put there. */
  boolean made(Map<String, AttributeValue> standing) {
    return standing != null
        && standing.containsKey(ATTRIBUTE)
        && value.equals(standing.get(ATTRIBUTE).s());
  }
}
