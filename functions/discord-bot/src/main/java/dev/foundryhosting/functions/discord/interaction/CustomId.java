package dev.foundryhosting.functions.discord.interaction;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a button, select menu or modal. It says what is meant and carries no right: Discord
 * shows it to everybody who sees the message.
 *
 * @param arguments what the verb is about; for {@link Verb.Use#OWNER} the first is the owner's id
 */
public record CustomId(Verb verb, List<String> arguments) {
  /** Discord's limit ("Custom ID" in its reference of components). */
  public static final int MAX_LENGTH = 100;

  private static final String SEPARATOR = ":";
  private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_./+-]{1,64}");

  public CustomId {
    arguments = List.copyOf(arguments);
    if (arguments.size() != verb.arguments()) {
      throw new IllegalArgumentException(verb + " takes " + verb.arguments() + " arguments");
    }
    if (!arguments.stream().allMatch(argument -> ARGUMENT.matcher(argument).matches())) {
      throw new IllegalArgumentException("an argument of " + verb + " cannot stand in a custom id");
    }
    if (text(verb, arguments).length() > MAX_LENGTH) {
      throw new IllegalArgumentException("the custom id of " + verb + " is too long");
    }
  }

  public static CustomId of(Verb verb, String... arguments) {
    return new CustomId(verb, List.of(arguments));
  }

  /** The id that a text spells; empty when it is none of ours. */
  public static Optional<CustomId> parse(String text) {
    List<String> parts = List.of(text.split(SEPARATOR, -1));
    List<String> arguments = parts.subList(1, parts.size());
    return Arrays.stream(Verb.values())
        .filter(verb -> verb.code().equals(parts.getFirst()))
        .filter(verb -> verb.arguments() == arguments.size())
        .filter(verb -> text.length() <= MAX_LENGTH)
        .filter(verb -> arguments.stream().allMatch(a -> ARGUMENT.matcher(a).matches()))
        .findFirst()
        .map(verb -> new CustomId(verb, arguments));
  }

  public String argument(int index) {
    return arguments.get(index);
  }

  @Override
  public String toString() {
    return text(verb, arguments);
  }

  private static String text(Verb verb, List<String> arguments) {
    return arguments.isEmpty()
        ? verb.code()
        : verb.code() + SEPARATOR + String.join(SEPARATOR, arguments);
  }
}
