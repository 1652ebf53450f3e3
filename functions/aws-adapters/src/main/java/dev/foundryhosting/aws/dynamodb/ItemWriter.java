package dev.foundryhosting.aws.dynamodb;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes a DynamoDB item or a map within one. What is absent gets no attribute. Times are written
 * exactly, as ISO-8601 text.
 */
public final class ItemWriter {
  private final Map<String, AttributeValue> attributes = new HashMap<>();

  ItemWriter text(String name, String value) {
    attributes.put(name, textValue(value));
    return this;
  }

  ItemWriter text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  ItemWriter time(String name, Instant value) {
    return text(name, value.toString());
  }

  ItemWriter time(String name, Optional<Instant> value) {
    value.ifPresent(present -> time(name, present));
    return this;
  }

  ItemWriter number(String name, long value) {
    attributes.put(name, numberValue(value));
    return this;
  }

  ItemWriter flag(String name, boolean value) {
    attributes.put(name, AttributeValue.fromBool(value));
    return this;
  }

  /** A map within the item, written by what writes such a value. */
  <T> ItemWriter map(String name, T value, BiConsumer<T, ItemWriter> parts) {
    attributes.put(name, mapValue(value, parts));
    return this;
  }

  <T> ItemWriter map(String name, Optional<T> value, BiConsumer<T, ItemWriter> parts) {
    value.ifPresent(present -> map(name, present, parts));
    return this;
  }

  /** A list of maps within the item. */
  <T> ItemWriter list(String name, List<T> values, BiConsumer<T, ItemWriter> parts) {
    List<AttributeValue> written = values.stream().map(value -> mapValue(value, parts)).toList();
    attributes.put(name, AttributeValue.fromL(written));
    return this;
  }

  Map<String, AttributeValue> item() {
    return Map.copyOf(attributes);
  }

  public static AttributeValue textValue(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue numberValue(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static <T> AttributeValue mapValue(T value, BiConsumer<T, ItemWriter> parts) {
    ItemWriter inner = new ItemWriter();
    parts.accept(value, inner);
    return AttributeValue.fromM(inner.item());
  }
}
