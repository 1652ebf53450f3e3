/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.foundryhosting.api.Wire;
import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Labelled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the fields of a request, strictly, by the components of a record. What is wrong is a {@code
 * VALIDATION_ERROR} that names all wrong fields with their rules, never a value. A field that is
 * there but null is of the wrong type; one that is unknown is ignored.
 */
public final class RequestReader {
  /** Longer than any field of ours; the domain's own rules are stricter and say so. */
  private static final int MAX_TEXT = 1024;

  private final JsonNode object;
  private final String prefix;

  private RequestReader(JsonNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  /**
   * The name of the action that is asked for.
   *
   * @throws PlatformException {@code VALIDATION_ERROR}
   */
  public static String action(ObjectNode request) {
    RequestReader reader = new RequestReader(request, "");
    JsonNode name = request.get("action");
    if (name == null) {
      throw reader.invalid("action", "is missing");
    }
    return reader.text("action", name, RequestReader::printable);
  }

  /**
   * The fields of a record.
   *
   * @throws PlatformException {@code VALIDATION_ERROR}
   */
  public static <R extends Record> R read(Class<R> type, ObjectNode request) {
    return new RequestReader(request, "").read(type);
  }

  private <R extends Record> R read(Class<R> type) {
    RecordType<R> record = new RecordType<>(type);
    List<Object> values = new ArrayList<>();
    List<FieldError> wrong = new ArrayList<>();
    for (RecordType.Component component : record.components()) {
      try {
        values.add(value(component));
      } catch (PlatformException e) {
        wrong.addAll(e.fields());
      }
    }
    if (!wrong.isEmpty()) {
      throw PlatformException.invalid(wrong);
    }
    return record.create(values);
  }

  private Object value(RecordType.Component component) {
    JsonNode node = object.get(component.name());
    Wire.NullMeans instead = component.annotation(Wire.NullMeans.class);
    if (instead != null && node != null && node.isNull()) {
      node = TextNode.valueOf(instead.value());
    }
    boolean optional = component.type().raw() == Optional.class;
    if (node != null) {
      Class<?> type = (optional ? component.type().argument() : component.type()).raw();
      Object value = value(component, type, node);
      return optional ? Optional.of(value) : value;
    }
    if (optional) {
      return Optional.empty();
    }
    throw invalid(component.name(), "is missing");
  }

  private Object value(RecordType.Component component, Class<?> type, JsonNode node) {
    String name = component.name();
    if (type == boolean.class || type == Boolean.class) {
      return typed(name, node, JsonNode::isBoolean, "true or false").booleanValue();
    } else if (type == int.class || type == Integer.class) {
      return Math.toIntExact(number(name, node, component.annotation(Wire.Range.class)));
    } else if (type == long.class) {
      return number(name, node, component.annotation(Wire.Range.class));
    } else if (type == List.class) {
      return names(name, node, component.annotation(Wire.AtMost.class));
    } else if (type.isEnum()) {
      return choice(name, node, type);
    } else if (TextValues.covers(type)) {
      if (component.has(Wire.Unchecked.class)) {
        return typed(name, node, JsonNode::isTextual, "a string").textValue();
      }
      boolean lines = component.has(Wire.Lines.class);
      return parsed(name, text(name, node, c -> printable(c) || (lines && lineBreak(c))), type);
    }
    JsonNode inner = typed(name, node, JsonNode::isObject, "an object");
    return new RequestReader(inner, prefix + name + ".").read(type.asSubclass(Record.class));
  }

  private String text(String name, JsonNode node, IntPredicate allowed) {
    String text = typed(name, node, JsonNode::isTextual, "a string").textValue();
    require(!text.isEmpty(), name, "must not be empty");
    require(text.length() <= MAX_TEXT, name, "must have at most " + MAX_TEXT + " characters");
    require(text.codePoints().allMatch(allowed), name, "must not hold control characters");
    return text;
  }

  /** A value of a text; its own rule may know it by another name than the request does. */
  private Object parsed(String name, String text, Class<?> type) {
    try {
      return TextValues.parse(type, text);
    } catch (PlatformException e) {
      String own = e.field().orElseThrow(() -> e);
      throw invalid(name, e.getMessage().substring(own.length() + 1));
    }
  }

  private Object choice(String name, JsonNode node, Class<?> type) {
    String text = text(name, node, RequestReader::printable);
    List<Labelled> choices =
        Arrays.stream(type.getEnumConstants()).map(Labelled.class::cast).toList();
    String rule =
        choices.stream()
            .map(Labelled::label)
            .sorted()
            .collect(Collectors.joining(", ", "must be one of ", ""));
    return choices.stream()
        .filter(choice -> choice.label().equals(text))
        .findFirst()
        .orElseThrow(() -> invalid(name, rule));
  }

  private long number(String name, JsonNode node, Wire.Range range) {
    JsonNode number = typed(name, node, JsonNode::isIntegralNumber, "a whole number");
    require(
        number.canConvertToLong()
            && number.longValue() >= range.min()
            && number.longValue() <= range.max(),
        name,
        "must be a whole number from %d to %d".formatted(range.min(), range.max()));
    return number.longValue();
  }

  private List<String> names(String name, JsonNode node, Wire.AtMost most) {
    JsonNode array = typed(name, node, JsonNode::isArray, "an array of strings");
    require(
        array.size() <= most.value(), name, "must have at most %d entries".formatted(most.value()));
    Pattern entries = Pattern.compile(most.entries());
    List<String> names = new ArrayList<>();
    for (JsonNode each : array) {
      require(
          each.isTextual() && entries.matcher(each.textValue()).matches(),
          name,
          "must hold " + most.called());
      names.add(each.textValue());
    }
    return names;
  }

  private JsonNode typed(String name, JsonNode node, Predicate<JsonNode> type, String expected) {
    require(type.test(node), name, "must be " + expected + ", not " + typeOf(node));
    return node;
  }

  private void require(boolean holds, String name, String rule) {
    if (!holds) {
      throw invalid(name, rule);
    }
  }

  private PlatformException invalid(String name, String rule) {
    return PlatformException.invalid(prefix + name, rule);
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

  private static boolean lineBreak(int codePoint) {
    return "\r\n\t".indexOf(codePoint) >= 0;
  }

  /** Half a surrogate pair is no character: it could not even be stored. */
  private static boolean printable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }
}
