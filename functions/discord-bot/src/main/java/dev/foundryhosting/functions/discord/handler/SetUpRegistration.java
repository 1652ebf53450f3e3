/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.store.BotStore;
import java.util.Map;
import java.util.Optional;

/** Puts up the permanent message by which members register; a Discord server has one. */
final class SetUpRegistration extends InteractionHandler {
  private static final String CHANNEL = "channelId";
  private static final String MESSAGE = "messageId";

  private final Discord discord;
  private final BotStore store;

  SetUpRegistration(Discord discord, BotStore store) {
    this.discord = discord;
    this.store = store;
    reply(SlashCommand.SETUP_REGISTRATION.id(), this::setUp);
    reply(SlashCommand.RECREATE_REGISTRATION.id(), this::recreate);
  }

  /** Puts it into the channel that is named, else where the command was given. */
  private void setUp(InteractionTask task) {
    String channel = task.value("channel").orElseGet(() -> here(task));
    Optional<Map<String, String>> known = store.find(key(task));
    if (known.filter(notes -> channel.equals(notes.get(CHANNEL))).isPresent()
        && discord.edit(channel, known.get().getOrDefault(MESSAGE, ""), message(task.texts()))) {
      task.say("registration.set-up", channel);
      return;
    }
    known.ifPresent(this::delete);
    send(task, channel);
  }

  /** Takes it away and puts it at the end of its channel. */
  private void recreate(InteractionTask task) {
    Optional<Map<String, String>> known = store.find(key(task));
    known.ifPresent(this::delete);
    send(task, known.map(notes -> notes.get(CHANNEL)).orElseGet(() -> here(task)));
  }

  private void send(InteractionTask task, String channel) {
    // An invocation that dies before the note sends again: Discord knows the nonce for minutes.
    String id = discord.send(channel, message(task.texts()), "r" + task.interaction().id());
    store.note(key(task), Map.of(CHANNEL, channel, MESSAGE, id), Optional.empty());
    task.say("registration.set-up", channel);
  }

  private void delete(Map<String, String> known) {
    try {
      discord.delete(known.getOrDefault(CHANNEL, ""), known.getOrDefault(MESSAGE, ""));
    } catch (DiscordApiException e) {
      if (!e.isGone() && !e.isForbidden()) {
        throw e;
      }
    }
  }

  private static Message message(Texts texts) {
    return Message.of(
            Embed.of(
                Embed.Color.CALM, texts.get("registration.title"), texts.get("registration.text")))
        .row(RegisterMember.REGISTER.button(Component.Style.SUCCESS, texts));
  }

  private static String here(InteractionTask task) {
    return task.interaction().channelId().orElseThrow();
  }

  private static String key(InteractionTask task) {
    return "registration#" + task.interaction().guildId().orElseThrow();
  }
}
