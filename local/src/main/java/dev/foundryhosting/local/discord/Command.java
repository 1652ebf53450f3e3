/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A slash command, a subcommand or an option, as the bot registered it ("Application Command
 * Structure").
 *
 * @param maxLength of a text; null where there is no limit
 * @param options the subcommands of a command, or the options of a subcommand
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(SnakeCaseStrategy.class)
record Command(int type, String name, boolean required, Integer maxLength, List<Command> options) {
  static final int SUBCOMMAND = 1;
  static final int TEXT = 3;
  static final int FLAG = 5;
  static final int USER = 6;
  static final int CHANNEL = 7;

  private static final int CHAT_INPUT = 1;

  Command {
    options = options == null ? List.of() : List.copyOf(options);
  }

  /** The one with a name among the subcommands or options. */
  static Command named(String name, List<Command> commands) {
    return commands.stream()
        .filter(each -> each.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new NotPossible("There is no such command."));
  }

  /**
   * What this command's subcommand says ("Application Command Interaction Data Structure").
   *
   * @param given the options by their names; empty ones are left out
   * @param focused the option that is being typed
   */
  ObjectNode data(Command subcommand, Map<String, String> given, Optional<String> focused) {
    ObjectNode data =
        Json.object().put("id", Guild.APPLICATION).put("name", name).put("type", CHAT_INPUT);
    ArrayNode options =
        data.putArray("options")
            .addObject()
            .put("name", subcommand.name)
            .put("type", SUBCOMMAND)
            .putArray("options");
    for (Command option : subcommand.options) {
      boolean typed = focused.filter(option.name::equals).isPresent();
      String text = given.getOrDefault(option.name, "");
      if (!text.isEmpty() || typed) {
        ObjectNode json = options.addObject().put("name", option.name).put("type", option.type);
        option.putValue(json, text);
        if (typed) {
          json.put("focused", true);
        }
      }
    }
    return data;
  }

  private void putValue(ObjectNode json, String text) {
    if (type == FLAG) {
      json.put("value", text.equals("true"));
      return;
    }
    if (type == USER && Guild.person(text).isEmpty()) {
      throw new NotPossible("'%s' is a member.".formatted(name));
    }
    if (maxLength != null && text.length() > maxLength) {
      throw new NotPossible("'%s' is too long.".formatted(name));
    }
    json.put("value", text);
  }
}
