/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.Reply;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** An interaction whose step is being completed, on behalf of the person who made it. */
public final class InteractionTask {
  private final Interaction interaction;
  private final Texts texts;
  private final Management management;
  private final Reply reply;
  private final String requestId;

  /**
   * @param reply where the outcome is shown
   * @param requestId by which the log finds the task
   */
  public InteractionTask(
      Interaction interaction, Management management, Reply reply, String requestId) {
    this.interaction = interaction;
    this.texts = Texts.in(interaction.language());
    this.management = management;
    this.reply = reply;
    this.requestId = requestId;
  }

  Interaction interaction() {
    return interaction;
  }

  /** In the person's language. */
  Texts texts() {
    return texts;
  }

  String requestId() {
    return requestId;
  }

  UserId user() {
    return interaction.userId();
  }

  /** An argument of the custom id. */
  String argument(int index) {
    return interaction.argument(index);
  }

  /** What was selected from the menu. */
  String selected() {
    return interaction.input().text();
  }

  /** An option of the command or a field of the form; empty when nothing was given. */
  Optional<String> value(String name) {
    return Optional.ofNullable(interaction.input().values().get(name))
        .filter(text -> !text.isEmpty());
  }

  /** Asks the platform in the person's name. */
  <A extends Record> A perform(Action<NoFields, A> action) {
    return perform(action, NoFields.NONE);
  }

  /** Asks the platform in the person's name. */
  <Q extends Record, A extends Record> A perform(Action<Q, A> action, Q fields) {
    return management.perform(action.by(user(), fields));
  }

  /** Asks the platform as an administrator. */
  <Q extends Record, A extends Record> A administer(Action<Q, A> action, Q fields) {
    return administer(action, user(), fields);
  }

  /** Asks the platform about a user, as an administrator. */
  <Q extends Record, A extends Record> A administer(Action<Q, A> action, UserId owner, Q fields) {
    return management.perform(action.byAdministrator(user(), owner, fields));
  }

  /** Shows the outcome. */
  void show(Message message) {
    reply.edit(message);
  }

  /** Shows a text as the outcome. */
  void say(String key, Object... arguments) {
    show(Message.text(texts.get(key, arguments)));
  }

  /**
   * Shows the sentence of a failure.
   *
   * @param keepsMessage whether the message with the component stays as it is: it still holds, and
   *     its buttons are still needed
   */
  public void fail(PlatformException failure, boolean keepsMessage) {
    refuse(texts.failure(failure), keepsMessage);
  }

  /**
   * Shows why the person may not do it.
   *
   * @param key of a text
   * @param keepsMessage as in {@link #fail}
   */
  public void refuse(String key, boolean keepsMessage) {
    refuse(Message.text(texts.get(key)), keepsMessage);
  }

  private void refuse(Message why, boolean keepsMessage) {
    if (keepsMessage) {
      reply.followUp(why);
    } else {
      reply.edit(why);
    }
  }
}
