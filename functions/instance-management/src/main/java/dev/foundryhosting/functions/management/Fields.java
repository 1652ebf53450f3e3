package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The fields of a request, with their types. What is wrong is a {@code VALIDATION_ERROR} that names
 * the field and the rule, never the value. A field that is there but null is of the wrong type.
 */
final class Fields {
  /** Longer than any field of ours; the domain's own rules are stricter and say so. */
  static final int MAX_TEXT = 1024;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  private final ObjectNode object;
  private final String prefix;

  Fields(ObjectNode object) {
    this(object, "");
  }

  private Fields(ObjectNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  String text(String name) {
    return findText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> findText(String name) {
    return findText(name, character -> !unprintable(character));
  }

  /** A text that people may write in several lines. */
  Optional<String> findLines(String name) {
    return findText(name, character -> !unprintable(character) || "\r\n\t".indexOf(character) >= 0);
  }

  private Optional<String> findText(String name, IntPredicate allowed) {
    Optional<String> text = find(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    text.ifPresent(
        value -> {
          require(!value.isEmpty(), name, "must not be empty");
          require(
              value.length() <= MAX_TEXT, name, "must have at most " + MAX_TEXT + " characters");
          require(value.codePoints().allMatch(allowed), name, "must not hold control characters");
        });
    return text;
  }

  /** A text that is one of few. */
  <T> T choice(String name, Map<String, T> choices) {
    T chosen = choices.get(text(name));
    require(
        chosen != null,
        name,
        "must be one of " + String.join(", ", new TreeSet<>(choices.keySet())));
    return chosen;
  }

  boolean flag(String name) {
    return find(name, JsonNode::isBoolean, "true or false")
        .map(JsonNode::booleanValue)
        .orElse(false);
  }

  /** As {@link #flag}, for one that must be there. */
  boolean requireFlag(String name) {
    if (!object.has(name)) {
      throw missing(name);
    }
    return flag(name);
  }

  /** Whether a field is there and says that there is nothing, where that means something. */
  boolean isNull(String name) {
    return object.has(name) && object.get(name).isNull();
  }

  /** Texts that are names; none where the field is absent. */
  Set<String> texts(String name, int most) {
    Optional<JsonNode> array = find(name, JsonNode::isArray, "an array of strings");
    Set<String> texts = new LinkedHashSet<>();
    array.ifPresent(
        values -> {
          require(values.size() <= most, name, "must have at most %d entries".formatted(most));
          for (JsonNode value : values) {
            require(
                value.isTextual() && NAME.matcher(value.textValue()).matches(),
                name,
                "must hold names of 1 to 64 letters, digits, '_' or '-'");
            texts.add(value.textValue());
          }
        });
    return texts;
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** How many entries a page of a listing is to have. */
  int pageSize() {
    return findNumber("limit", 1, LARGEST_PAGE).orElse(USUAL_PAGE);
  }

  /**
   * Makes a value whose own rule knows it by another name than the request does.
   *
   * @param name the request's name of it
   * @param ownName the name by which the rule speaks of it
   */
  <T> T under(String name, String ownName, Supplier<T> value) {
    try {
      return value.get();
    } catch (PlatformException e) {
      if (e.field().equals(Optional.of(ownName))) {
        throw invalid(name, e.getMessage().substring(ownName.length() + 1));
      }
      throw e;
    }
  }

  OptionalInt findNumber(String name, int min, int max) {
    Optional<JsonNode> number = find(name, JsonNode::isIntegralNumber, "a whole number");
    number.ifPresent(
        value ->
            require(
                value.canConvertToInt() && value.intValue() >= min && value.intValue() <= max,
                name,
                "must be a whole number from %d to %d".formatted(min, max)));
    return number.map(value -> OptionalInt.of(value.intValue())).orElse(OptionalInt.empty());
  }

  /** The fields of an object in this one; their names are told with its name before them. */
  Optional<Fields> findObject(String name) {
    return find(name, JsonNode::isObject, "an object")
        .map(value -> new Fields((ObjectNode) value, prefix + name + "."));
  }

  PlatformException missing(String name) {
    return invalid(name, "is missing");
  }

  PlatformException invalid(String name, String rule) {
    return PlatformException.invalid(prefix + name, rule);
  }

  private Optional<JsonNode> find(String name, Predicate<JsonNode> type, String expected) {
    JsonNode value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    require(type.test(value), name, "must be " + expected + ", not " + typeOf(value));
    return Optional.of(value);
  }

  private void require(boolean holds, String name, String rule) {
    if (!holds) {
      throw invalid(name, rule);
    }
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case NUMBER -> "a number";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case BINARY, MISSING, POJO -> "that";
    };
  }

  /** Half a surrogate pair is no character: it could not even be stored. */
  private static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
