package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Discord's limits of slash commands ("Application Commands"). */
final class CommandRules {
  static final int SUBCOMMAND = 1;
  static final int TEXT = 3;
  static final int FLAG = 5;
  static final int USER = 6;
  static final int CHANNEL = 7;

  private static final int COMMANDS = 100;
  private static final int OPTIONS = 25;
  private static final int NAME = 32;
  private static final int DESCRIPTION = 100;
  private static final int LONGEST_TEXT = 6000;
  private static final int LAST_TYPE = 11;
  private static final int ALL_TEXT = 8000;
  private static final Pattern NAME_FORM = Pattern.compile("[-_'\\p{L}\\p{N}]+");

  private CommandRules() {}

  static void check(JsonNode commands) {
    Set<String> names = new HashSet<>();
    for (Part command : Part.whole(commands).items(0, COMMANDS)) {
      int total = described(command.object(), names);
      command.at("type").found().ifPresent(type -> type.number(1, 1));
      contexts(command.at("contexts"), 2);
      contexts(command.at("integration_types"), 1);
      total += options(command);
      if (total > ALL_TEXT) {
        throw command.refused("must hold at most %d characters in all".formatted(ALL_TEXT));
      }
    }
  }

  private static int options(Part command) {
    if (command.at("options").isAbsent()) {
      return 0;
    }
    int total = 0;
    boolean mayBeRequired = true;
    Set<String> names = new HashSet<>();
    List<Part> options = command.at("options").items(0, OPTIONS);
    for (Part option : options) {
      total += described(option.object(), names);
      int type = option.at("type").number(SUBCOMMAND, LAST_TYPE);
      if (type == SUBCOMMAND) {
        total += options(option);
        continue;
      }
      boolean required = option.at("required").found().filter(Part::flag).isPresent();
      if (required && !mayBeRequired) {
        throw option.refused("must stand before those that are not required");
      }
      mayBeRequired = required;
      value(option, type);
    }
    long subcommands =
        options.stream().filter(o -> o.json().path("type").asInt() == SUBCOMMAND).count();
    if (subcommands != 0 && subcommands != options.size()) {
      throw command.at("options").refused("must be subcommands, all or none");
    }
    return total;
  }

  private static void value(Part option, int type) {
    boolean proposes = option.at("autocomplete").found().filter(Part::flag).isPresent();
    if (proposes && type != TEXT) {
      throw option.at("autocomplete").refused("must stand at texts and numbers only");
    }
    option.at("max_length").found().ifPresent(length -> length.number(1, LONGEST_TEXT));
    if (type != CHANNEL) {
      option.at("channel_types").mustBeAbsent("must stand at channels only");
    }
  }

  /** How much text it has. */
  private static int described(Part command, Set<String> names) {
    String name = command.at("name").text(1, NAME);
    if (!NAME_FORM.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
      throw command.at("name").refused("must be lower-case letters, digits, - and _");
    }
    if (!names.add(name)) {
      throw command.at("name").refused("must be there once");
    }
    if (!command.at("description_localizations").isAbsent()) {
      command.at("description_localizations").fields().forEach(text -> text.text(1, DESCRIPTION));
    }
    return name.length() + command.at("description").text(1, DESCRIPTION).length();
  }

  private static void contexts(Part list, int last) {
    if (!list.isAbsent()) {
      list.items(1, last + 1).forEach(context -> context.number(0, last));
    }
  }
}
