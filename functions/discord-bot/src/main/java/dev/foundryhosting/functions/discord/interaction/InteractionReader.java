/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.message.CustomId;
import dev.foundryhosting.functions.discord.rest.ReplyAddress;
import dev.foundryhosting.platform.UserId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads Discord's JSON of an interaction; what is not as documented is a validation error. */
public final class InteractionReader {
  private static final int SUBCOMMAND = 1;

  /** Discord's {@code ADMINISTRATOR} ("Permissions: Bitwise Permission Flags"). */
  private static final int ADMINISTRATOR_BIT = 3;

  /** No step has this name: the component is of another version. */
  private static final CustomId UNREADABLE = new CustomId("unreadable", List.of());

  private static final Pattern SNOWFLAKE = Pattern.compile("[0-9]{1,20}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.=-]{1,1024}");
  private static final Pattern BITS = Pattern.compile("[0-9]{1,40}");

  private InteractionReader() {}

  /**
   * @param receivedAt when Discord signed it
   * @throws PlatformException {@code VALIDATION_ERROR} when it is no interaction that a person made
   */
  public static Interaction read(JsonNode json, Instant receivedAt) {
    JsonNode member = json.path("member");
    JsonNode user = member.has("user") ? member.get("user") : json.path("user");
    String permissions = text(member, "permissions");
    return new Interaction(
        matching(json, "id", SNOWFLAKE),
        new ReplyAddress(
            matching(json, "application_id", SNOWFLAKE), matching(json, "token", TOKEN)),
        found(json, "guild_id"),
        found(json, "channel_id"),
        receivedAt,
        text(json, "locale"),
        new UserId(matching(user, "id", SNOWFLAKE)),
        Stream.of(text(member, "nick"), text(user, "global_name"), text(user, "username"))
            .filter(name -> !name.isBlank())
            .findFirst()
            .orElse(""),
        member.path("roles").valueStream().map(JsonNode::asText).collect(Collectors.toSet()),
        BITS.matcher(permissions).matches()
            && new BigInteger(permissions).testBit(ADMINISTRATOR_BIT),
        input(json));
  }

  /** By the number of its type ("Interaction Type"). */
  private static Interaction.Input input(JsonNode json) {
    JsonNode data = json.path("data");
    return switch (json.path("type").asInt()) {
      case 2 -> command(data);
      case 4 -> autocomplete(data);
      case 3 -> withCustomId(Interaction.Type.MESSAGE_COMPONENT, json, data, Map.of());
      case 5 -> withCustomId(Interaction.Type.MODAL_SUBMIT, json, data, fields(data));
      default -> throw PlatformException.invalid("type", "must be a type of interaction we know");
    };
  }

  private static Interaction.Input withCustomId(
      Interaction.Type type, JsonNode json, JsonNode data, Map<String, String> values) {
    CustomId id = CustomId.parse(text(data, "custom_id")).orElse(UNREADABLE);
    String selected = data.path("values").path(0).asText("");
    String messageId = text(json.path("message"), "id");
    return new Interaction.Input(type, id.name(), id.arguments(), selected, values, messageId);
  }

  private static Interaction.Input command(JsonNode data) {
    Map<String, String> values = new HashMap<>();
    options(data).forEach(option -> values.put(text(option, "name"), text(option, "value")));
    return new Interaction.Input(Interaction.Type.COMMAND, name(data), List.of(), "", values, "");
  }

  private static Interaction.Input autocomplete(JsonNode data) {
    JsonNode typed =
        options(data)
            .valueStream()
            .filter(option -> option.path("focused").asBoolean())
            .findFirst()
            .orElseThrow(
                () ->
                    PlatformException.invalid(
                        "data.options", "must hold the option that is typed"));
    String name = name(data) + " " + text(typed, "name");
    return new Interaction.Input(
        Interaction.Type.AUTOCOMPLETE, name, List.of(), text(typed, "value"), Map.of(), "");
  }

  /** The command and its subcommand. */
  private static String name(JsonNode data) {
    JsonNode first = data.path("options").path(0);
    return isSubcommand(first)
        ? text(data, "name") + " " + text(first, "name")
        : text(data, "name");
  }

  private static JsonNode options(JsonNode data) {
    JsonNode options = data.path("options");
    return isSubcommand(options.path(0)) ? options.path(0).path("options") : options;
  }

  private static boolean isSubcommand(JsonNode option) {
    return option.path("type").asInt() == SUBCOMMAND;
  }

  /** Inputs stand in labels; in modals of an older form, in rows. */
  private static Map<String, String> fields(JsonNode data) {
    Map<String, String> fields = new HashMap<>();
    for (JsonNode part : data.path("components")) {
      put(part.path("component"), fields);
      part.path("components").forEach(input -> put(input, fields));
    }
    return fields;
  }

  private static void put(JsonNode input, Map<String, String> fields) {
    if (input.path("custom_id").isTextual()) {
      JsonNode value = input.has("values") ? input.get("values").path(0) : input.path("value");
      fields.put(text(input, "custom_id"), value.asText("").strip());
    }
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText("");
  }

  private static Optional<String> found(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue())
        .filter(text -> SNOWFLAKE.matcher(text).matches());
  }

  private static String matching(JsonNode json, String field, Pattern pattern) {
    String text = text(json, field);
    if (!pattern.matcher(text).matches()) {
      throw PlatformException.invalid(field, "must be as Discord documents it");
    }
    return text;
  }
}
