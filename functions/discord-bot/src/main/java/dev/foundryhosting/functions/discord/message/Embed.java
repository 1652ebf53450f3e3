package dev.foundryhosting.functions.discord.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A framed part of a message ("Embed Object").
 *
 * @param fields names and values side by side
 */
public record Embed(Color color, String title, String description, List<Field> fields) {

  /** What the frame's colour says. */
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

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("title", Limits.cut(title, Limits.EMBED_TITLE))
            .put("description", Limits.cut(description, Limits.EMBED_DESCRIPTION))
            .put("color", color.rgb);
    var list = json.putArray("fields");
    fields.stream()
        .limit(Limits.OPTIONS)
        .forEach(
            field ->
                list.addObject()
                    .put("name", Limits.cut(field.name(), Limits.FIELD_NAME))
                    // Discord refuses an embed with an empty field.
                    .put("value", Limits.cut(orDash(field.value()), Limits.FIELD_VALUE))
                    .put("inline", true));
    return json;
  }

  private static String orDash(String text) {
    return text.isBlank() ? "–" : text;
  }
}
