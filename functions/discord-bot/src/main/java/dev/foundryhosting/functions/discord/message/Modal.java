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
   * @param id by which the submission names it
   * @param placeholder shown while it is empty
   * @param value what stands in it already
   */
  public record Input(
      String id,
      String label,
      String placeholder,
      String value,
      int maxLength,
      boolean required,
      boolean paragraph) {

    private static final int SHORT = 100;
    private static final int LONG = 300;

    /** A line. Its label and placeholder are the texts {@code input.} and {@code hint.<id>}. */
    public static Input line(String id, Texts texts) {
      return of(id, SHORT, false, texts);
    }

    /** Several lines. */
    public static Input paragraph(String id, Texts texts) {
      return of(id, LONG, true, texts);
    }

    private static Input of(String id, int maxLength, boolean paragraph, Texts texts) {
      return new Input(
          id,
          texts.get("input." + id),
          texts.getOr("hint." + id, ""),
          "",
          maxLength,
          true,
          paragraph);
    }

    /** This input, which may stay empty. */
    public Input optional() {
      return new Input(id, label, placeholder, value, maxLength, false, paragraph);
    }

    public Input holding(String text) {
      return new Input(id, label, placeholder, text, maxLength, required, paragraph);
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
                .set("component", text(input)));
    return json;
  }

  private static ObjectNode text(Input input) {
    ObjectNode text =
        Json.object()
            .put("type", TEXT_INPUT)
            .put("custom_id", input.id())
            .put("style", input.paragraph() ? 2 : 1)
            .put("required", input.required())
            .put("max_length", input.maxLength());
    if (!input.placeholder().isEmpty()) {
      text.put("placeholder", Limits.cut(input.placeholder(), Limits.PLACEHOLDER));
    }
    if (!input.value().isEmpty()) {
      text.put("value", input.value());
    }
    return text;
  }
}
