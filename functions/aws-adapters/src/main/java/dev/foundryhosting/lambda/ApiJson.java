/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.ErrorAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.Wire;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Labelled;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requests and answers of instance-management as JSON, by the names of the components. What is
 * empty is absent, never null. Requests are read by {@link RequestReader}, strictly; answers are
 * read here, leniently, since the function that wrote them may be newer or older.
 */
public final class ApiJson {
  /** Says which record of a sealed interface an object is. */
  private static final String TYPE = "type";

  private ApiJson() {}

  /** A request as it is sent. */
  public static ObjectNode request(ActionRequest<?, ?> request) {
    ObjectNode json = Json.object().put("action", request.action().name());
    write(request.caller(), json);
    write(request.fields(), json);
    return json;
  }

  /** The answer to a request that was carried out. */
  public static ObjectNode success(Record data) {
    return Json.object().put("ok", true).set("data", json(data));
  }

  /** The answer to a request that was refused or failed. */
  public static ObjectNode failure(PlatformException failure) {
    return Json.object().put("ok", false).set("error", json(ErrorAnswer.of(failure)));
  }

  /**
   * What an answer says.
   *
   * @throws PlatformException with the code of the answer's error; {@code DEPENDENCY_FAILED} when
   *     the answer cannot be read
   */
  public static <A extends Record> A answer(Action<?, A> action, JsonNode answer) {
    if (answer.path("ok").asBoolean()) {
      return read(action.answer(), answer.path("data"));
    }
    ErrorAnswer error = read(ErrorAnswer.class, answer.path("error"));
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(each -> each.name().equals(error.code()))
            .findFirst()
            .orElse(ErrorCode.INTERNAL_ERROR);
    throw PlatformException.of(code, error.message(), error.wrongFields(), error.retryable());
  }

  /** A record as a JSON object. */
  public static ObjectNode json(Record data) {
    ObjectNode json = Json.object();
    write(data, json);
    return json;
  }

  /**
   * A record of a JSON object. Unknown fields are ignored; flags, numbers and lists may be absent.
   *
   * @throws PlatformException {@code DEPENDENCY_FAILED} when something else is missing
   */
  public static <T extends Record> T read(Class<T> type, JsonNode json) {
    try {
      return record(type, json);
    } catch (RuntimeException e) {
      throw PlatformException.dependency(
          "An answer of instance-management cannot be read.", false, e);
    }
  }

  private static <T extends Record> void write(T data, ObjectNode json) {
    for (RecordType.Component component : new RecordType<>(data.getClass()).components()) {
      Object value = component.of(data);
      if (component.has(Wire.Unwrapped.class)) {
        json.setAll(unwrapped(value));
      } else if (value instanceof Optional<?> optional) {
        optional.ifPresent(present -> json.set(component.name(), node(present)));
      } else if (!(component.has(Wire.OmitEmpty.class) && List.of().equals(value))) {
        json.set(component.name(), node(value));
      }
    }
  }

  private static ObjectNode unwrapped(Object value) {
    return value instanceof Record data ? json(data) : (ObjectNode) node(value);
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case Boolean flag -> BooleanNode.valueOf(flag);
      case Integer number -> IntNode.valueOf(number);
      case Long number -> LongNode.valueOf(number);
      case Labelled constant -> TextNode.valueOf(constant.label());
      case Label<?> label -> TextNode.valueOf(label.text());
      case List<?> list -> {
        ArrayNode array = Json.object().arrayNode();
        list.forEach(each -> array.add(node(each)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = Json.object();
        map.forEach((name, each) -> object.set(name.toString(), node(each)));
        yield object;
      }
      case Record data when !TextValues.covers(data.getClass()) -> {
        ObjectNode object = Json.object();
        if (data.getClass().getInterfaces().length > 0) {
          object.put(TYPE, typeName(data.getClass()));
        }
        write(data, object);
        yield object;
      }
      default -> TextNode.valueOf(value.toString());
    };
  }

  private static String typeName(Class<?> variant) {
    return variant.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static <T extends Record> T record(Class<T> type, JsonNode json) {
    RecordType<T> owner = new RecordType<>(type);
    return owner.create(
        component -> {
          boolean within = component.has(Wire.Unwrapped.class);
          JsonNode node = within ? json : json.get(component.name());
          return within && component.type().raw() == Map.class
              ? numbers(json, owner)
              : value(component.type(), component.name(), node);
        });
  }

  /** The numbers of an object that are no component of their own. */
  private static Map<String, Integer> numbers(JsonNode json, RecordType<?> owner) {
    Set<String> others =
        owner.components().stream().map(RecordType.Component::name).collect(Collectors.toSet());
    Map<String, Integer> numbers = new LinkedHashMap<>();
    json.properties().stream()
        .filter(field -> field.getValue().isInt() && !others.contains(field.getKey()))
        .forEach(field -> numbers.put(field.getKey(), field.getValue().intValue()));
    return numbers;
  }

  private static Object value(RecordType.ValueType type, String name, JsonNode node) {
    boolean absent = node == null || node.isNull();
    Class<?> raw = type.raw();
    if (raw == Optional.class) {
      return absent ? Optional.empty() : Optional.of(value(type.argument(), name, node));
    } else if (raw == List.class) {
      return absent ? List.of() : list(type.argument(), name, node);
    } else if (raw == boolean.class || raw == Boolean.class) {
      return !absent && node.asBoolean();
    } else if (raw == int.class || raw == Integer.class) {
      return absent ? 0 : node.asInt();
    } else if (raw == long.class || raw == Long.class) {
      return absent ? 0L : node.asLong();
    } else if (absent) {
      throw new IllegalArgumentException(name + " is missing");
    } else if (raw == Map.class) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties()
          .forEach(e -> map.put(e.getKey(), value(type.argument(), e.getKey(), e.getValue())));
      return map;
    } else if (raw == Label.class) {
      return label(type.argument().raw(), node.asText());
    } else if (TextValues.covers(raw)) {
      return TextValues.parse(raw, node.asText());
    }
    return record(raw.asSubclass(Record.class), node);
  }

  private static List<Object> list(RecordType.ValueType type, String name, JsonNode array) {
    return array
        .valueStream()
        .flatMap(each -> variant(type, each).stream().map(it -> value(it, name, each)))
        .toList();
  }

  /** The record of a sealed interface that an object is; empty when a newer platform knows more. */
  private static Optional<RecordType.ValueType> variant(RecordType.ValueType type, JsonNode json) {
    return type.raw().isSealed()
        ? Arrays.stream(type.raw().getPermittedSubclasses())
            .filter(each -> typeName(each).equals(json.path(TYPE).asText()))
            .map(each -> new RecordType.ValueType(each, List.of()))
            .findFirst()
        : Optional.of(type);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Label<?> label(Class<?> type, String text) {
    return Label.read((Class) type, text);
  }
}
