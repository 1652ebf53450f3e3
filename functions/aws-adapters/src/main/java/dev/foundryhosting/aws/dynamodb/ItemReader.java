/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a DynamoDB item or a map within one, as {@link ItemWriter} wrote it. A required attribute
 * that is missing is an {@link IllegalStateException}, never a default: the record is damaged.
 */
public final class ItemReader {
  private final Map<String, AttributeValue> attributes;

  ItemReader(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  Set<String> names() {
    return attributes.keySet();
  }

  /** All attributes that are texts, by their names. */
  public Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    attributes.forEach(
        (name, value) -> Optional.ofNullable(value.s()).ifPresent(text -> texts.put(name, text)));
    return texts;
  }

  String text(String name) {
    return require(name, AttributeValue::s);
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  Optional<Instant> optionalTime(String name) {
    return optionalText(name).map(Instant::parse);
  }

  long number(String name) {
    return Long.parseLong(require(name, AttributeValue::n));
  }

  int integer(String name) {
    return Math.toIntExact(number(name));
  }

  OptionalInt optionalInteger(String name) {
    return has(name) ? OptionalInt.of(integer(name)) : OptionalInt.empty();
  }

  boolean flag(String name) {
    return require(name, AttributeValue::bool);
  }

  /** A flag that older records lack. */
  boolean flagIfAny(String name) {
    return has(name) && flag(name);
  }

  <T> T map(String name, Function<ItemReader, T> read) {
    return read.apply(new ItemReader(require(name, v -> v.hasM() ? v.m() : null)));
  }

  <T> Optional<T> optionalMap(String name, Function<ItemReader, T> read) {
    return has(name) ? Optional.of(map(name, read)) : Optional.empty();
  }

  <T> List<T> list(String name, Function<ItemReader, T> read) {
    return require(name, v -> v.hasL() ? v.l() : null).stream()
        .map(value -> read.apply(new ItemReader(value.m())))
        .toList();
  }

  /** A list that older records lack. */
  <T> List<T> listIfAny(String name, Function<ItemReader, T> read) {
    return has(name) ? list(name, read) : List.of();
  }

  private <T> T require(String name, Function<AttributeValue, T> read) {
    T value = has(name) ? read.apply(attributes.get(name)) : null;
    if (value == null) {
      throw new IllegalStateException("a stored record has no readable attribute " + name);
    }
    return value;
  }
}
