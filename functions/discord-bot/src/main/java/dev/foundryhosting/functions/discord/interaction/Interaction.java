package dev.foundryhosting.functions.discord.interaction;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a person did in Discord ("Receiving and Responding: Interaction Object").
 *
 * @param id Discord's id of it, the same in a redelivery
 * @param reply where the answer goes
 * @param guildId the Discord server; empty in direct messages
 * @param channelId where it happened
 * @param receivedAt when Discord signed it
 * @param language what the person reads
 * @param person who did it
 * @param deed what was done
 */
public record Interaction(
    String id,
    ReplyAddress reply,
    Optional<String> guildId,
    Optional<String> channelId,
    Instant receivedAt,
    Language language,
    Person person,
    Input deed) {

  /** Whether whoever did it may do everything in the Discord server where it was done. */
  public boolean administersServer() {
    return person.administersServer();
  }

  /** What was done. */
  public sealed interface Input {}

  /**
   * A slash command.
   *
   * @param command the name of the command, such as {@code foundry}
   * @param subcommand such as {@code dashboard}; empty without one
   * @param options by their names, as text
   */
  public record Command(String command, String subcommand, Map<String, String> options)
      implements Input {
    public Command {
      options = Map.copyOf(options);
    }
  }

  /**
   * A slash command is being typed, and one option asks for proposals.
   *
   * @param typed what stands in it so far
   */
  public record Autocomplete(String command, String subcommand, String option, String typed)
      implements Input {}

  /**
   * A button was pressed or something selected.
   *
   * @param customId the component's
   * @param messageId of the message where it stands
   * @param values what was selected
   */
  public record MessageComponent(String customId, String messageId, List<String> values)
      implements Input {
    public MessageComponent {
      values = List.copyOf(values);
    }
  }

  /**
   * A modal was sent.
   *
   * @param customId the modal's
   * @param inputs by their custom ids; may hold secrets
   */
  public record ModalSubmit(String customId, Map<String, String> inputs) implements Input {
    public ModalSubmit {
      inputs = Map.copyOf(inputs);
    }

    @Override
    public String toString() {
      return "Submission[customId=" + customId + ", inputs=" + inputs.keySet() + "]";
    }
  }
}
