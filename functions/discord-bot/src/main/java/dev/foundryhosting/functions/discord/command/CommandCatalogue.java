/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.lambda.Json;

/** The slash commands as Discord registers them ("Bulk Overwrite Application Commands"). */
public final class CommandCatalogue {
  private static final int CHAT_INPUT = 1;
  private static final int SUBCOMMAND = 1;
  private static final int IN_GUILDS = 0;
  private static final int TEXT_CHANNEL = 0;
  private static final int LONGEST_TEXT = 300;

  private CommandCatalogue() {}

  /** All commands; Discord removes others that it had before. */
  public static ArrayNode json() {
    ArrayNode commands = JsonNodeFactory.instance.arrayNode();
    for (SlashCommand.Group group : SlashCommand.Group.values()) {
      ObjectNode command = commands.addObject().put("name", group.label()).put("type", CHAT_INPUT);
      describe(command, "command." + group.label());
      // Only members of the Discord server have something to command.
      command.putArray("contexts").add(IN_GUILDS);
      command.putArray("integration_types").add(IN_GUILDS);
      ArrayNode subcommands = command.putArray("options");
      for (SlashCommand each : SlashCommand.values()) {
        if (each.group() == group) {
          subcommands.add(subcommand(each));
        }
      }
    }
    return commands;
  }

  private static ObjectNode subcommand(SlashCommand command) {
    String key = "command." + command.group().label() + "." + command.label();
    ObjectNode json = Json.object().put("type", SUBCOMMAND).put("name", command.label());
    describe(json, key);
    ArrayNode options = json.putArray("options");
    for (SlashCommand.Option option : command.options()) {
      options.add(option(option, key + "." + option.name()));
    }
    return json;
  }

  private static ObjectNode option(SlashCommand.Option option, String key) {
    ObjectNode json = Json.object().put("type", option.type().code()).put("name", option.name());
    describe(json, key);
    json.put("required", option.isRequired());
    switch (option.type()) {
      case TEXT -> json.put("max_length", LONGEST_TEXT).put("autocomplete", option.proposals());
      case CHANNEL -> json.putArray("channel_types").add(TEXT_CHANNEL);
      case FLAG, USER -> {}
    }
    return json;
  }

  private static void describe(ObjectNode json, String key) {
    json.put("description", Texts.in(Language.ENGLISH).get(key));
    json.putObject("description_localizations").put("de", Texts.in(Language.GERMAN).get(key));
  }
}
