/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.Wire;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.Labelled;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers for tests that care for some of their fields only: what an answer must have is filled in,
 * what may be absent is absent.
 */
public final class SampleAnswers {
  private static final Map<Class<?>, String> TEXTS =
      Map.of(
          Instant.class, "2026-11-20T18:00:00Z",
          LicenseId.class, "byol-sample",
          FoundryVersion.class, "13",
          UsageMonth.class, "2026-11");

  private SampleAnswers() {}

  /**
   * @param json the fields that matter, nested as they are in the answer; quotes may be single
   */
  public static <A extends Record> A of(Class<A> type, String json) {
    return of(type, Json.parse("json", json.replace('\'', '"').getBytes(UTF_8)));
  }

  /** As {@link #of(Class, String)}. */
  public static <A extends Record> A of(Class<A> type, ObjectNode json) {
    return ApiJson.read(type, filled(type, json.deepCopy()));
  }

  /** What a record must have, with any values. */
  static ObjectNode json(Class<? extends Record> type) {
    return filled(type, Json.object());
  }

  private static ObjectNode filled(Class<? extends Record> type, ObjectNode json) {
    for (RecordType.Component component : new RecordType<>(type).components()) {
      Class<?> raw = component.type().raw();
      if (component.has(Wire.Unwrapped.class)) {
        if (raw.isRecord()) {
          filled(raw.asSubclass(Record.class), json);
        }
      } else if (!component.has(Wire.OmitEmpty.class)) {
        fill(component, raw, json);
      }
    }
    return json;
  }

  private static void fill(RecordType.Component component, Class<?> raw, ObjectNode json) {
    JsonNode given = json.get(component.name());
    boolean wrapped = raw == Optional.class || raw == List.class;
    Class<?> inner = wrapped ? component.type().argument().raw() : raw;
    if (inner.isRecord() && given != null) {
      Iterable<JsonNode> each = given.isArray() ? given : List.of(given);
      for (JsonNode one : each) {
        if (one instanceof ObjectNode object) {
          filled(inner.asSubclass(Record.class), object);
        }
      }
    } else if (given == null && raw != Optional.class) {
      json.set(component.name(), value(component));
    }
  }

  private static JsonNode value(RecordType.Component component) {
    Class<?> raw = component.type().raw();
    if (raw == boolean.class) {
      return BooleanNode.FALSE;
    } else if (raw == int.class || raw == long.class) {
      Wire.Range range = component.annotation(Wire.Range.class);
      long least = range == null ? 0 : range.min();
      return raw == long.class ? LongNode.valueOf(least) : IntNode.valueOf(Math.toIntExact(least));
    } else if (raw == List.class) {
      return Json.object().arrayNode();
    } else if (raw == Map.class) {
      return Json.object();
    } else if (raw == Label.class || raw.isEnum()) {
      Class<?> constants = raw.isEnum() ? raw : component.type().argument().raw();
      return TextNode.valueOf(((Labelled) constants.getEnumConstants()[0]).label());
    } else if (raw.isRecord() && !TextValues.covers(raw)) {
      return json(raw.asSubclass(Record.class));
    }
    return TextNode.valueOf(TEXTS.getOrDefault(raw, "sample"));
  }
}
