package dev.foundryhosting.functions.discord.interaction;

import dev.foundryhosting.functions.discord.message.CustomId;
import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.rest.ReplyAddress;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a person did in Discord ("Receiving and Responding: Interaction Object").
 *
 * @param id Discord's id of it, the same in a redelivery
 * @param reply where the outcome is shown
 * @param guildId the Discord server; empty in direct messages
 * @param channelId where it happened
 * @param receivedAt when Discord signed it
 * @param language what the person reads
 * @param person who did it
 * @param input what was done
 */
public record Interaction(
    String id,
    ReplyAddress reply,
    Optional<String> guildId,
    Optional<String> channelId,
    Instant receivedAt,
    Language language,
    Person person,
    Input input) {

  public UserId userId() {
    return person.userId();
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
    boolean byRole = !Collections.disjoint(person.roles(), settings.adminRoles());
    boolean inOurServer = settings.guildId().isPresent() && guildId.equals(settings.guildId());
    return byRole || (inOurServer && person.administersServer());
  }

  /** What was done. */
  public sealed interface Input {
    /** Of the step that it leads to. */
    String name();

    default List<String> arguments() {
      return List.of();
    }
  }

  /**
   * A slash command.
   *
   * @param name the command and its subcommand, such as {@code foundry dashboard}
   * @param options by their names, as text
   */
  public record Command(String name, Map<String, String> options) implements Input {
    public Command {
      options = Map.copyOf(options);
    }
  }

  /**
   * A slash command is being typed, and one option asks for proposals.
   *
   * @param name the command, its subcommand and the option, such as {@code foundry sessions
   *     timezone}
   * @param typed what stands in it so far
   */
  public record Autocomplete(String name, String typed) implements Input {}

  /**
   * A button was pressed or something selected.
   *
   * @param customId the component's
   * @param messageId of the message where it stands
   * @param values what was selected
   */
  public record MessageComponent(CustomId customId, String messageId, List<String> values)
      implements Input {
    public MessageComponent {
      values = List.copyOf(values);
    }

    @Override
    public String name() {
      return customId.name();
    }

    @Override
    public List<String> arguments() {
      return customId.arguments();
    }
  }

  /**
   * A modal was sent.
   *
   * @param customId the modal's
   * @param fields by their custom ids; may hold secrets
   */
  public record ModalSubmit(CustomId customId, Map<String, String> fields) implements Input {
    public ModalSubmit {
      fields = Map.copyOf(fields);
    }

    @Override
    public String name() {
      return customId.name();
    }

    @Override
    public List<String> arguments() {
      return customId.arguments();
    }

    @Override
    public String toString() {
      return "ModalSubmit[customId=" + customId + ", fields=" + fields.keySet() + "]";
    }
  }
}
