package dev.foundryhosting.functions.discord.interaction;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.rest.ReplyAddress;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** An interaction whose step is being completed. */
public final class InteractionTask {
  private final Interaction interaction;
  private final Texts texts;
  private final Reply reply;
  private final String requestId;
  private Optional<ProgressPoll> progressPoll = Optional.empty();

  /**
   * @param reply where the outcome is shown
   * @param requestId by which the log finds it
   */
  public InteractionTask(Interaction interaction, Reply reply, String requestId) {
    this.interaction = interaction;
    this.texts = Texts.in(interaction.language());
    this.reply = reply;
    this.requestId = requestId;
  }

  public Interaction interaction() {
    return interaction;
  }

  /** In the person's language. */
  public Texts texts() {
    return texts;
  }

  public String requestId() {
    return requestId;
  }

  public UserId user() {
    return interaction.userId();
  }

  /** Shows the outcome. */
  public void show(Message message) {
    reply.edit(message);
  }

  /** Shows a text as the outcome. */
  public void say(String key, Object... arguments) {
    show(Message.text(texts.get(key, arguments)));
  }

  /**
   * Shows the sentence of a failure.
   *
   * @param keepsMessage whether the message with the component stays as it is: it still holds, and
   *     its buttons are still needed
   */
  public void fail(PlatformException failure, boolean keepsMessage) {
    if (keepsMessage) {
      reply.followUp(texts.failure(failure));
    } else {
      reply.edit(texts.failure(failure));
    }
  }

  /** An argument of the custom id. */
  public String argument(int index) {
    return interaction.argument(index);
  }

  /** The message on which a button was pressed; empty for everything else. */
  public String messageId() {
    return interaction.input() instanceof Interaction.MessageComponent component
        ? component.messageId()
        : "";
  }

  /** What was selected; empty when nothing was. */
  public String selected() {
    return interaction.input() instanceof Interaction.MessageComponent component
        ? component.values().stream().findFirst().orElse("")
        : "";
  }

  /** What was written into a field of a form; empty when nothing was. */
  public String field(String id) {
    return interaction.input() instanceof Interaction.ModalSubmit modal
        ? modal.fields().getOrDefault(id, "")
        : "";
  }

  /** What was given with a command; empty when nothing was. */
  public String option(String name) {
    return interaction.input() instanceof Interaction.Command command
        ? command.options().getOrDefault(name, "")
        : "";
  }

  /**
   * Keeps the member's dashboard up to date after the task, until the server rests.
   *
   * @param inReply whether the reply shows the dashboard, too
   */
  public void pollProgress(boolean inReply) {
    Optional<ReplyAddress> address = inReply ? Optional.of(interaction.reply()) : Optional.empty();
    progressPoll =
        Optional.of(
            new ProgressPoll(user(), interaction.language(), address, interaction.receivedAt(), 0));
  }

  public Optional<ProgressPoll> progressPoll() {
    return progressPoll;
  }
}
