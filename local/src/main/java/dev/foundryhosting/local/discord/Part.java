/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A part of what the bot sends, and its place: Discord names the place of whatever breaks a limit.
 *
 * @param place such as {@code components[0].components[2].label}; empty for the whole
 */
record Part(JsonNode json, String place) {
  static Part whole(JsonNode json) {
    return new Part(json, "");
  }

  Part at(String field) {
    return new Part(json.path(field), place.isEmpty() ? field : place + "." + field);
  }

  /** A field, unless it is absent. */
  Optional<Part> found(String field) {
    return Optional.of(at(field)).filter(part -> !part.isAbsent());
  }

  boolean isAbsent() {
    return json.isMissingNode() || json.isNull();
  }

  /** A text with a number of characters. */
  String text(int least, int most) {
    if (!json.isTextual()) {
      throw refused("must be a text");
    }
    String text = json.textValue();
    int length = text.codePointCount(0, text.length());
    if (length < least || length > most) {
      throw refused("must be between %d and %d in length".formatted(least, most));
    }
    return text;
  }

  String id() {
    String id = text(1, 20);
    if (!id.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw refused("must be a snowflake");
    }
    return id;
  }

  int number(int least, int most) {
    if (!json.isIntegralNumber() || json.longValue() < least || json.longValue() > most) {
      throw refused("must be a number from %d to %d".formatted(least, most));
    }
    return json.intValue();
  }

  /** A boolean field; false when it is absent. */
  boolean flag(String field) {
    Part flag = at(field);
    if (!flag.isAbsent() && !flag.json.isBoolean()) {
      throw flag.refused("must be true or false");
    }
    return flag.json.booleanValue();
  }

  Part object() {
    if (!json.isObject()) {
      throw refused("must be an object");
    }
    return this;
  }

  /** The parts of a list with a number of items. */
  List<Part> items(int least, int most) {
    if (!json.isArray() || json.size() < least || json.size() > most) {
      throw refused("must be a list of %d to %d".formatted(least, most));
    }
    return IntStream.range(0, json.size())
        .mapToObj(i -> new Part(json.get(i), "%s[%d]".formatted(place, i)))
        .toList();
  }

  /** All fields of an object, such as one with a translation for each language. */
  List<Part> fields() {
    return object().json.properties().stream().map(field -> at(field.getKey())).toList();
  }

  Refusal refused(String rule) {
    return Refusal.invalid(place, rule);
  }
}
