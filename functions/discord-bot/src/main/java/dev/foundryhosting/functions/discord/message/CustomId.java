/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.message;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a button, select menu or modal. It says what is meant and carries no right: Discord
 * shows it to everybody who sees the message.
 *
 * @param name of the step that it leads to
 * @param arguments what the step is about
 */
public record CustomId(String name, List<String> arguments) {
  /** Discord's limit ("Custom ID" in its reference of components). */
  public static final int MAX_LENGTH = 100;

  private static final String SEPARATOR = ":";
  private static final Pattern FORM = Pattern.compile("[a-z-]{1,32}(?::[A-Za-z0-9_./+-]{1,64})*");

  public CustomId {
    arguments = List.copyOf(arguments);
    String text = text(name, arguments);
    if (!isWellFormed(text) || arguments.stream().anyMatch(each -> each.contains(SEPARATOR))) {
      throw new IllegalArgumentException("'%s' cannot be a custom id".formatted(text));
    }
  }

  /** The id that a text spells; empty when the bot cannot have written it. */
  public static Optional<CustomId> parse(String text) {
    if (!isWellFormed(text)) {
      return Optional.empty();
    }
    List<String> parts = List.of(text.split(SEPARATOR, -1));
    return Optional.of(new CustomId(parts.getFirst(), parts.subList(1, parts.size())));
  }

  @Override
  public String toString() {
    return text(name, arguments);
  }

  private static boolean isWellFormed(String text) {
    return text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
  }

  private static String text(String name, List<String> arguments) {
    return arguments.isEmpty() ? name : name + SEPARATOR + String.join(SEPARATOR, arguments);
  }
}
