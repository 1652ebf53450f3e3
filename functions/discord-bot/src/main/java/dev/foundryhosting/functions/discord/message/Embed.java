/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A framed part of a message ("Embed Object").
 *
 * @param fields names and values side by side
 */
public record Embed(Color color, String title, String description, List<Field> fields) {

  /** The colour of the frame. */
  public enum Color {
    CALM(0x5865F2),
    GOOD(0x2E8B57),
    BUSY(0xE0A030),
    BAD(0xC0392B),
    STILL(0x808080);

    private final int rgb;

    Color(int rgb) {
      this.rgb = rgb;
    }
  }

  /** A name and what it is. */
  public record Field(String name, String value) {}

  public Embed {
    fields = List.copyOf(fields);
  }

  public static Embed of(Color color, String title, String description) {
    return new Embed(color, title, description, List.of());
  }

  public Embed with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Embed(color, title, description, more);
  }

  /** This embed with one more field, if there is something to put into it. */
  public Embed withIfAny(String name, Optional<String> value) {
    return value.map(text -> with(name, text)).orElse(this);
  }

  /**
   * Where all of it together is too long, the description is cut and the last fields are left out.
   */
  ObjectNode json() {
    String head = Limits.cut(title, Limits.EMBED_TITLE);
    int left = Limits.EMBED - head.length();
    ArrayNode list = Json.object().arrayNode();
    for (Field field : fields) {
      String name = Limits.cut(field.name(), Limits.FIELD_NAME);
      // Discord refuses an embed with an empty field.
      String value = Limits.cut(orDash(field.value()), Limits.FIELD_VALUE);
      int length = name.length() + value.length();
      if (length > left || list.size() == Limits.OPTIONS) {
        break;
      }
      list.addObject().put("name", name).put("value", value).put("inline", true);
      left -= length;
    }
    ObjectNode json = Json.object();
    putIfAny(json, "title", head);
    putIfAny(
        json, "description", Limits.cut(description, Math.min(left, Limits.EMBED_DESCRIPTION)));
    return json.put("color", color.rgb).set("fields", list);
  }

  /** Discord takes an embed without a title or a description, but not everywhere an empty one. */
  private static void putIfAny(ObjectNode json, String name, String text) {
    if (!text.isBlank()) {
      json.put(name, text);
    }
  }

  private static String orDash(String text) {
    return text.isBlank() ? "–" : text;
  }
}
