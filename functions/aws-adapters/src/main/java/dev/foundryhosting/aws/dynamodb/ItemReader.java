/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.aws.dynamodb.KeptFields.Nested;
import dev.foundryhosting.aws.dynamodb.KeptFields.Replaced;
import dev.foundryhosting.error.UnreadableRecord;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.UnknownFields;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a DynamoDB item or a map within one, as {@link ItemWriter} wrote it. A required attribute
 * that is missing is an {@link IllegalStateException}, never a default: the record is damaged. What
 * nothing asks for is {@link #unknown()}.
 */
public final class ItemReader {
  private final Map<String, AttributeValue> attributes;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Replaced> replaced = new HashMap<>();
  private final Map<String, ItemReader> nested = new HashMap<>();

  ItemReader(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  /**
   * This item as a record.
   *
   * @param key the attribute that names it
   * @throws UnreadableRecord when it is damaged
   */
  <T> T record(String kind, String key, Function<ItemReader, T> read) {
    try {
      return read.apply(this);
    } catch (RuntimeException e) {
      throw new UnreadableRecord(kind + " " + optionalText(key).orElse("without " + key), e);
    }
  }

  boolean has(String name) {
    asked.add(name);
    return attributes.containsKey(name);
  }

  Set<String> names() {
    return attributes.keySet();
  }

  /** Attributes that a write derives from others. */
  void derived(Collection<String> names) {
    asked.addAll(names);
  }

  /** What another version stored here, as far as it was not read up to now. */
  UnknownFields unknown() {
    asked.add(WriteResult.WRITE_ID);
    // An item stays one of the latest version that wrote it.
    if (!has(DynamoTable.SCHEMA) || number(DynamoTable.SCHEMA) > DynamoTable.SCHEMA_VERSION) {
      asked.remove(DynamoTable.SCHEMA);
    }
    return kept().orNone();
  }

  private KeptFields kept() {
    Map<String, AttributeValue> unasked = new HashMap<>(attributes);
    unasked.keySet().removeAll(asked);
    Map<String, Nested> inner = new HashMap<>();
    nested.forEach(
        (name, reader) -> {
          KeptFields fields = reader.kept();
          if (!fields.isEmpty()) {
            inner.put(name, KeptFields.nested(name, reader.attributes, fields));
          }
        });
    return new KeptFields(unasked, Map.copyOf(replaced), inner);
  }

  /** All attributes but some, as the JSON of which an event was written. */
  ObjectNode json(Set<String> without) {
    asked.addAll(attributes.keySet());
    ObjectNode json = Json.object();
    attributes.forEach(
        (name, value) -> {
          if (!without.contains(name)) {
            addTo(json, name, value);
          }
        });
    return json;
  }

  private static void addTo(ObjectNode json, String name, AttributeValue value) {
    switch (value.type()) {
      case S -> json.put(name, value.s());
      case N -> json.put(name, Long.parseLong(value.n()));
      case BOOL -> json.put(name, value.bool());
      case M -> json.set(name, new ItemReader(value.m()).json(Set.of()));
      default -> throw new IllegalStateException("an event has an unknown kind of " + name);
    }
  }

  /** All attributes that are texts, by their names. */
  public Map<String, String> texts() {
    asked.addAll(attributes.keySet());
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

  /**
   * A constant under its name.
   *
   * @param standIn for one that only another version knows
   */
  <E extends Enum<E>> E constant(String name, E standIn) {
    String stored = text(name);
    return constantNamed(stored, standIn.getDeclaringClass())
        .orElseGet(
            () -> {
              replace(name, Optional.of(ItemWriter.textValue(standIn.name())));
              return standIn;
            });
  }

  /** As {@link #constant}; one that only another version knows is empty. */
  <E extends Enum<E>> Optional<E> optionalConstant(String name, Class<E> type) {
    return optionalText(name)
        .flatMap(
            stored -> {
              Optional<E> known = constantNamed(stored, type);
              if (known.isEmpty()) {
                replace(name, Optional.empty());
              }
              return known;
            });
  }

  static <E extends Enum<E>> Optional<E> constantNamed(String stored, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(stored))
        .findFirst();
  }

  /**
   * Keeps a stored value that this version cannot read.
   *
   * @param standIn what it writes there while nothing changes it
   */
  void replace(String name, Optional<AttributeValue> standIn) {
    replaced.put(name, new Replaced(require(name, value -> value), standIn));
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
    ItemReader inner = new ItemReader(require(name, v -> v.hasM() ? v.m() : null));
    nested.put(name, inner);
    return read.apply(inner);
  }

  <T> Optional<T> optionalMap(String name, Function<ItemReader, T> read) {
    return has(name) ? Optional.of(map(name, read)) : Optional.empty();
  }

  /** As above, of what is empty where only another version can read it. */
  <T> Optional<T> knownMap(String name, Function<ItemReader, Optional<T>> read) {
    Optional<Optional<T>> found = optionalMap(name, read);
    if (found.isPresent() && found.get().isEmpty()) {
      nested.remove(name);
      replace(name, Optional.empty());
    }
    return found.flatMap(known -> known);
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
