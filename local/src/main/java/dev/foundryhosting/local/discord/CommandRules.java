/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Discord's limits of slash commands ("Application Commands"). */
final class CommandRules {
  private static final Pattern NAME = Pattern.compile("[-_'\\p{L}\\p{N}]+");

  private CommandRules() {}

  static void check(JsonNode commands) {
    Set<String> names = new HashSet<>();
    for (Part command : Part.whole(commands).items(0, 100)) {
      int total = described(command.object(), names) + options(command);
      command.found("type").ifPresent(type -> type.number(1, 1));
      command.found("contexts").ifPresent(list -> contexts(list, 2));
      command.found("integration_types").ifPresent(list -> contexts(list, 1));
      if (total > 8000) {
        throw command.refused("must hold at most 8000 characters in all");
      }
    }
  }

  /** The number of characters in the options of a command. */
  private static int options(Part command) {
    int total = 0;
    boolean mayBeRequired = true;
    Set<String> names = new HashSet<>();
    Set<Boolean> subcommands = new HashSet<>();
    for (Part option : command.found("options").map(o -> o.items(0, 25)).orElse(List.of())) {
      total += described(option.object(), names);
      int type = option.at("type").number(Command.SUBCOMMAND, 11);
      subcommands.add(type == Command.SUBCOMMAND);
      if (type == Command.SUBCOMMAND) {
        total += options(option);
        continue;
      }
      boolean required = option.flag("required");
      if (required && !mayBeRequired) {
        throw option.refused("must stand before those that are not required");
      }
      mayBeRequired = required;
      value(option, type);
    }
    if (subcommands.size() > 1) {
      throw command.at("options").refused("must be subcommands, all or none");
    }
    return total;
  }

  private static void value(Part option, int type) {
    if (option.flag("autocomplete") && type != Command.TEXT) {
      throw option.at("autocomplete").refused("must stand at texts and numbers only");
    }
    option.found("max_length").ifPresent(length -> length.number(1, 6000));
    if (type != Command.CHANNEL && !option.at("channel_types").isAbsent()) {
      throw option.at("channel_types").refused("must stand at channels only");
    }
  }

  /** The number of characters in a name and its description. */
  private static int described(Part command, Set<String> names) {
    String name = command.at("name").text(1, 32);
    if (!NAME.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
      throw command.at("name").refused("must be lower-case letters, digits, - and _");
    }
    if (!names.add(name)) {
      throw command.at("name").refused("must be there once");
    }
    command
        .found("description_localizations")
        .ifPresent(texts -> texts.fields().forEach(text -> text.text(1, 100)));
    return name.length() + command.at("description").text(1, 100).length();
  }

  private static void contexts(Part list, int last) {
    list.items(1, last + 1).forEach(context -> context.number(0, last));
  }
}
