package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a slash command says ("Application Command Interaction Data Structure"). */
final class CommandData {
  private static final int CHAT_INPUT = 1;

  private CommandData() {}

  /**
   * @param subcommand as it was registered
   * @param given the options by their names; empty ones are left out
   * @param focused the option that is being typed
   */
  static ObjectNode of(
      String command, JsonNode subcommand, JsonNode given, Optional<String> focused) {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", Guild.APPLICATION)
            .put("name", command)
            .put("type", CHAT_INPUT);
    ObjectNode chosen =
        data.putArray("options")
            .addObject()
            .put("name", subcommand.path("name").asText())
            .put("type", CommandRules.SUBCOMMAND);
    var options = chosen.putArray("options");
    for (JsonNode known : subcommand.path("options")) {
      String name = known.path("name").asText();
      boolean typed = focused.filter(name::equals).isPresent();
      String text = given.path(name).asText("");
      if (!text.isEmpty() || typed) {
        ObjectNode option =
            options.addObject().put("name", name).put("type", known.path("type").asInt());
        value(option, known, text);
        if (typed) {
          option.put("focused", true);
        }
      }
    }
    return data;
  }

  private static void value(ObjectNode option, JsonNode known, String text) {
    String name = known.path("name").asText();
    switch (known.path("type").asInt()) {
      case CommandRules.FLAG -> option.put("value", text.equals("true"));
      case CommandRules.USER ->
          option.put(
              "value",
              Guild.person(text)
                  .map(Person::id)
                  .orElseThrow(() -> new NotPossible("'%s' is a member.".formatted(name))));
      default -> {
        if (text.length() > known.path("max_length").asInt(Integer.MAX_VALUE)) {
          throw new NotPossible("'%s' is too long.".formatted(name));
        }
        option.put("value", text);
      }
    }
  }
}
