package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A part of what a bot sends, which knows where it stands: whatever breaks a limit is refused with
 * its place, as Discord does.
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

  boolean isAbsent() {
    return json.isMissingNode() || json.isNull();
  }

  /** This part, unless it is absent. */
  Optional<Part> found() {
    return isAbsent() ? Optional.empty() : Optional.of(this);
  }

  /** A text of so many characters. */
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

  boolean flag() {
    if (!json.isBoolean()) {
      throw refused("must be true or false");
    }
    return json.booleanValue();
  }

  Part object() {
    if (!json.isObject()) {
      throw refused("must be an object");
    }
    return this;
  }

  /** The parts of a list of so many. */
  List<Part> items(int least, int most) {
    if (!json.isArray() || json.size() < least || json.size() > most) {
      throw refused("must be a list of %d to %d".formatted(least, most));
    }
    List<Part> items = new ArrayList<>();
    for (JsonNode item : json) {
      items.add(new Part(item, "%s[%d]".formatted(place, items.size())));
    }
    return items;
  }

  /** Fields of an object that stand for themselves, such as translations. */
  List<Part> fields() {
    return StreamSupport.stream(((Iterable<String>) object().json::fieldNames).spliterator(), false)
        .map(this::at)
        .toList();
  }

  void mustBeAbsent(String why) {
    if (!isAbsent()) {
      throw refused(why);
    }
  }

  Refusal refused(String rule) {
    return Refusal.invalid(place, rule);
  }
}
