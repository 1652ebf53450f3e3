/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Markdown;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;

/** Shows members the admin keys of their servers, to them alone. */
public final class ShowAdminKey extends InteractionHandler {
  private static final InteractionId ADMIN_KEY =
      InteractionId.ofOwner("admin-key", 1).alsoOutside();

  ShowAdminKey() {
    reply(ADMIN_KEY, task -> task.show(message(task, "")));
  }

  /** A button that shows an owner the key. */
  public static Component button(String owner, Texts texts) {
    return ADMIN_KEY.button(Component.Style.SECONDARY, texts, owner);
  }

  /** The admin key below another text. */
  static Message message(InteractionTask task, String before) {
    String key = task.perform(Action.GET_ADMIN_KEY).adminKey();
    return Message.text(before + task.texts().get("admin-key", Markdown.hidden(key))).asSecret();
  }
}
