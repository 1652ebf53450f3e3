/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.interaction;

import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.rest.ReplyAddress;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a person did in Discord ("Receiving and Responding: Interaction Object").
 *
 * @param id Discord's id of it, the same in a redelivery
 * @param reply where the outcome is shown
 * @param guildId the Discord server; empty in direct messages
 * @param channelId where it happened
 * @param receivedAt when Discord signed it
 * @param locale of the person's Discord, such as {@code en-US} ("Reference: Locales")
 * @param userId who did it
 * @param displayName of the person as others see it; text of the person's own choice
 * @param roles the ids of the person's roles in the Discord server; empty in direct messages
 * @param administersServer whether the person may do everything in the Discord server
 * @param input what was done
 */
public record Interaction(
    String id,
    ReplyAddress reply,
    Optional<String> guildId,
    Optional<String> channelId,
    Instant receivedAt,
    String locale,
    UserId userId,
    String displayName,
    Set<String> roles,
    boolean administersServer,
    Input input) {

  public Interaction {
    roles = Set.copyOf(roles);
  }

  /** How it was done ("Interaction Type"). */
  public enum Type {
    COMMAND,
    AUTOCOMPLETE,
    MESSAGE_COMPONENT,
    MODAL_SUBMIT
  }

  /**
   * What was done.
   *
   * @param name of the step that it leads to: of a custom id; of a command with its subcommand,
   *     such as {@code foundry dashboard}; while an option is typed also with the option
   * @param arguments of a custom id
   * @param text what was selected, or typed so far; empty when nothing was
   * @param values the options of a command, or the fields of a form; may hold secrets
   * @param messageId of the message with the component; empty without one
   */
  public record Input(
      Type type,
      String name,
      List<String> arguments,
      String text,
      Map<String, String> values,
      String messageId) {
    public Input {
      arguments = List.copyOf(arguments);
      values = Map.copyOf(values);
    }

    @Override
    public String toString() {
      return "Input[%s %s %s]".formatted(type, name, values.keySet());
    }
  }

  /** What the person reads. */
  public Language language() {
    return Language.of(locale);
  }

  /** An argument of the custom id. */
  public String argument(int index) {
    return input.arguments().get(index);
  }

  /**
   * Whether it comes from a Discord server that the bot does not serve. Its administrators are none
   * of the platform's.
   */
  public boolean isForeign(DiscordSettings settings) {
    return settings.guildId().isPresent()
        && guildId.isPresent()
        && !guildId.equals(settings.guildId());
  }

  /** Whether the person administers the platform. */
  public boolean isByAdministrator(DiscordSettings settings) {
    boolean byRole = !Collections.disjoint(roles, settings.adminRoles());
    boolean inOurServer = settings.guildId().isPresent() && guildId.equals(settings.guildId());
    return byRole || (inOurServer && administersServer);
  }
}
