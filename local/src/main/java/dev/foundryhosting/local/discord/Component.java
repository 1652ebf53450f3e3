/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.List;
import java.util.Map;

/**
 * A part of a message or of a form, as far as a person uses it ("Component Reference").
 *
 * @param required null counts as true, as in Discord
 * @param maxLength of a text; null where there is no limit
 * @param options of a menu
 * @param components of a row
 * @param component the input under a label
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(SnakeCaseStrategy.class)
record Component(
    int type,
    String customId,
    String label,
    boolean disabled,
    Boolean required,
    Integer maxLength,
    List<Option> options,
    List<Component> components,
    Component component) {
  static final int ROW = 1;
  static final int BUTTON = 2;
  static final int MENU = 3;
  static final int TEXT_INPUT = 4;
  static final int LABEL = 18;

  /** A choice of a menu. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Option(String value) {}

  Component {
    options = options == null ? List.of() : List.copyOf(options);
    components = components == null ? List.of() : List.copyOf(components);
  }

  /** The components of a message or a form. */
  static List<Component> of(JsonNode messageOrForm) {
    return messageOrForm.has("components")
        ? new ObjectMapper().convertValue(messageOrForm.get("components"), new TypeReference<>() {})
        : List.of();
  }

  /** What the bot hears when a person uses this button, or selects a value from this menu. */
  ObjectNode used(List<String> values) {
    ObjectNode data = Json.object().put("custom_id", customId).put("component_type", type);
    if (type == MENU) {
      String value = values.isEmpty() ? "" : values.getFirst();
      if (options.stream().map(Option::value).noneMatch(value::equals)) {
        throw new NotPossible("That is no choice of the menu.");
      }
      data.putArray("values").add(value);
    }
    return data;
  }

  /**
   * What the bot hears of a form that a person sends.
   *
   * @param texts by the inputs' ids
   */
  static ObjectNode submitted(JsonNode modal, Map<String, String> texts) {
    ObjectNode data = Json.object();
    data.set("custom_id", modal.get("custom_id"));
    ArrayNode components = data.putArray("components");
    of(modal).forEach(label -> components.add(label.filledIn(texts)));
    return data;
  }

  private ObjectNode filledIn(Map<String, String> texts) {
    String text = texts.getOrDefault(component.customId, "");
    if (text.isBlank() && !Boolean.FALSE.equals(component.required)) {
      throw new NotPossible("'%s' is required.".formatted(label));
    }
    if (component.maxLength != null && text.length() > component.maxLength) {
      throw new NotPossible(
          "'%s' takes at most %d characters.".formatted(label, component.maxLength));
    }
    ObjectNode sent = Json.object().put("type", LABEL);
    sent.putObject("component")
        .put("type", TEXT_INPUT)
        .put("custom_id", component.customId)
        .put("value", text);
    return sent;
  }
}
