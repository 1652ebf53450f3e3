/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.platform.UnknownFields;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes a DynamoDB item, a key, the values of an expression, or a map within an item. An absent
 * value gets no attribute. Times are ISO-8601 text, which keeps their fractions of a second.
 */
public final class ItemWriter {
  private final Map<String, AttributeValue> attributes = new HashMap<>();

  ItemWriter value(String name, AttributeValue value) {
    attributes.put(name, value);
    return this;
  }

  public ItemWriter text(String name, String value) {
    return value(name, textValue(value));
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

  public ItemWriter number(String name, long value) {
    return value(name, numberValue(value));
  }

  ItemWriter number(String name, OptionalInt value) {
    value.ifPresent(present -> number(name, present));
    return this;
  }

  public ItemWriter flag(String name, boolean value) {
    return value(name, AttributeValue.fromBool(value));
  }

  <T> ItemWriter map(String name, T value, BiConsumer<T, ItemWriter> parts) {
    return value(name, mapValue(value, parts));
  }

  <T> ItemWriter map(String name, Optional<T> value, BiConsumer<T, ItemWriter> parts) {
    value.ifPresent(present -> map(name, present, parts));
    return this;
  }

  /** A list of maps. */
  <T> ItemWriter list(String name, List<T> values, BiConsumer<T, ItemWriter> parts) {
    List<AttributeValue> written = values.stream().map(value -> mapValue(value, parts)).toList();
    return value(name, AttributeValue.fromL(written));
  }

  /** Says in which format it is written, where no later version wrote it before. */
  void ofSchema() {
    attributes.putIfAbsent(DynamoTable.SCHEMA, numberValue(DynamoTable.SCHEMA_VERSION));
  }

  /** Adds what the record's reader did not know. */
  ItemWriter keep(UnknownFields unknown) {
    unknown
        .stored()
        .map(KeptFields.class::cast)
        .ifPresent(kept -> attributes.putAll(kept.in(attributes)));
    return this;
  }

  Map<String, AttributeValue> item() {
    return Map.copyOf(attributes);
  }

  static AttributeValue textValue(String value) {
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
