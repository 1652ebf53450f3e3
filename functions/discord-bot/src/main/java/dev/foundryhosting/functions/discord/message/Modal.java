/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.List;

/**
 * A form ("Using Modal Components"): each input in a label of its own.
 *
 * @param inputs at most five
 */
public record Modal(CustomId id, String title, List<Input> inputs) {
  private static final int LABEL = 18;
  private static final int TEXT_INPUT = 4;

  public Modal {
    inputs = List.copyOf(inputs);
  }

  /**
   * A line, or several, to write in.
   *
   * @param component Discord's JSON of it
   */
  public record Input(String label, ObjectNode component) {
    private static final int SHORT = 100;
    private static final int LONG = 300;

    /** A line. Its label and placeholder are the texts {@code input.} and {@code hint.<id>}. */
    public static Input line(String id, Texts texts) {
      return of(id, 1, SHORT, texts);
    }

    /** Several lines. */
    public static Input paragraph(String id, Texts texts) {
      return of(id, 2, LONG, texts);
    }

    private static Input of(String id, int style, int maxLength, Texts texts) {
      ObjectNode component =
          Json.object()
              .put("type", TEXT_INPUT)
              .put("custom_id", id)
              .put("style", style)
              .put("required", true)
              .put("max_length", maxLength);
      return new Input(texts.get("input." + id), component)
          .with("placeholder", Limits.cut(texts.getOr("hint." + id, ""), Limits.PLACEHOLDER));
    }

    /** This input, which may stay empty. */
    public Input optional() {
      return new Input(label, component.deepCopy().put("required", false));
    }

    /** This input, with a text that stands in it already. */
    public Input holding(String text) {
      return with("value", text);
    }

    /** This input, with a text that shows in it while it is empty. */
    public Input hinting(String text) {
      return with("placeholder", Limits.cut(text, Limits.PLACEHOLDER));
    }

    private Input with(String field, String text) {
      return text.isEmpty() ? this : new Input(label, component.deepCopy().put(field, text));
    }
  }

  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("custom_id", id.toString())
            .put("title", Limits.cut(title, Limits.MODAL_TITLE));
    var labels = json.putArray("components");
    inputs.forEach(
        input ->
            labels
                .addObject()
                .put("type", LABEL)
                .put("label", Limits.cut(input.label(), Limits.INPUT_LABEL))
                .set("component", input.component()));
    return json;
  }
}
