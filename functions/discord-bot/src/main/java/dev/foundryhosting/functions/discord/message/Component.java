/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.List;

/** A button or a menu below a message ("Component Reference"). */
public sealed interface Component {
  /** Discord's JSON of it. */
  ObjectNode json();

  /** The colours of buttons. */
  enum Style {
    PRIMARY(1),
    SECONDARY(2),
    SUCCESS(3),
    DANGER(4);

    private final int code;

    Style(int code) {
      this.code = code;
    }
  }

  static Button primary(String label, CustomId id) {
    return new Button(Style.PRIMARY, label, id);
  }

  static Button secondary(String label, CustomId id) {
    return new Button(Style.SECONDARY, label, id);
  }

  static Button success(String label, CustomId id) {
    return new Button(Style.SUCCESS, label, id);
  }

  static Button danger(String label, CustomId id) {
    return new Button(Style.DANGER, label, id);
  }

  /** A button that leads to a step. */
  record Button(Style style, String label, CustomId id) implements Component {
    @Override
    public ObjectNode json() {
      return Json.object()
          .put("type", 2)
          .put("style", style.code)
          .put("label", Limits.cut(label, Limits.BUTTON_LABEL))
          .put("custom_id", id.toString());
    }
  }

  /** A button that opens a page. */
  record Link(String label, String url) implements Component {
    @Override
    public ObjectNode json() {
      return Json.object()
          .put("type", 2)
          .put("style", 5)
          .put("label", Limits.cut(label, Limits.BUTTON_LABEL))
          .put("url", url);
    }
  }

  /** A menu of which one is selected; it fills a row. At most 25 choices are shown. */
  record Select(CustomId id, String placeholder, List<Choice> choices) implements Component {
    public Select {
      choices = List.copyOf(choices);
    }

    @Override
    public ObjectNode json() {
      ObjectNode json =
          Json.object()
              .put("type", 3)
              .put("custom_id", id.toString())
              .put("placeholder", Limits.cut(placeholder, Limits.PLACEHOLDER));
      var options = json.putArray("options");
      for (Choice choice : choices.subList(0, Math.min(choices.size(), Limits.OPTIONS))) {
        ObjectNode option =
            options
                .addObject()
                .put("label", Limits.cut(choice.label(), Limits.OPTION))
                .put("value", choice.value());
        if (choice.chosen()) {
          option.put("default", true);
        }
      }
      return json;
    }
  }

  /**
   * One choice of a menu.
   *
   * @param chosen whether it is what holds now
   */
  record Choice(String label, String value, boolean chosen) {
    /**
     * A choice whose label is a name of any length.
     *
     * @param more follows the name, and is never cut
     */
    public static Choice of(String name, String more, String value) {
      return new Choice(Limits.cut(name, Limits.OPTION - more.length()) + more, value, false);
    }
  }
}
