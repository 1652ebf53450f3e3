package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.platform.UserId;

/**
 * One interaction that is worked on.
 *
 * @param texts in the person's language
 * @param reply where the outcome goes
 * @param requestId by which the log finds it
 */
record InteractionTask(Interaction interaction, Texts texts, Reply reply, String requestId) {
  UserId user() {
    return interaction.person().userId();
  }

  /** The message on which a button was pressed; empty for everything else. */
  String pressedOn() {
    return interaction.deed() instanceof Interaction.MessageComponent press
        ? press.messageId()
        : "";
  }

  /** What was selected; empty when nothing was. */
  String selected() {
    return interaction.deed() instanceof Interaction.MessageComponent press
            && !press.values().isEmpty()
        ? press.values().getFirst()
        : "";
  }

  /** What was written into a form; empty when nothing was. */
  String input(String id) {
    return interaction.deed() instanceof Interaction.ModalSubmit submission
        ? submission.inputs().getOrDefault(id, "")
        : "";
  }

  /** What was given with a command; empty when nothing was. */
  String option(String name) {
    return interaction.deed() instanceof Interaction.Command command
        ? command.options().getOrDefault(name, "")
        : "";
  }
}
