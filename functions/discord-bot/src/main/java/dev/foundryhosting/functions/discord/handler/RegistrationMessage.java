package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.functions.discord.interaction.CustomId;
import dev.foundryhosting.functions.discord.interaction.Verb;
import dev.foundryhosting.functions.discord.message.Component;
import dev.foundryhosting.functions.discord.message.Embed;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.store.BotStore;
import java.util.Map;
import java.util.Optional;

/** The permanent message by which members register; a Discord server has one. */
final class RegistrationMessage {
  private static final String CHANNEL = "channelId";
  private static final String MESSAGE = "messageId";

  private final Discord discord;
  private final BotStore memory;

  RegistrationMessage(Discord discord, BotStore memory) {
    this.discord = discord;
    this.memory = memory;
  }

  /** Puts it into the channel that is named, else where the command was given. */
  void setUp(InteractionTask job) {
    String channel =
        job.option("channel").isEmpty()
            ? job.interaction().channelId().orElseThrow()
            : job.option("channel");
    Optional<Map<String, String>> known = memory.find(key(job));
    if (known.filter(notes -> channel.equals(notes.get(CHANNEL))).isPresent()
        && edited(channel, known.get().get(MESSAGE), job.texts())) {
      tell(job, channel);
      return;
    }
    known.ifPresent(this::delete);
    send(job, channel);
  }

  /** Takes it away and puts it at the end of its channel. */
  void recreate(InteractionTask job) {
    Optional<Map<String, String>> known = memory.find(key(job));
    known.ifPresent(this::delete);
    send(
        job,
        known
            .map(notes -> notes.get(CHANNEL))
            .orElseGet(() -> job.interaction().channelId().orElseThrow()));
  }

  private void send(InteractionTask job, String channel) {
    // Dying before it is noted sends it again: within minutes Discord knows it by the nonce.
    String id = discord.send(channel, message(job.texts()), "r" + job.interaction().id());
    memory.note(key(job), Map.of(CHANNEL, channel, MESSAGE, id), Optional.empty());
    tell(job, channel);
  }

  private static void tell(InteractionTask job, String channel) {
    job.reply().edit(Message.text(job.texts().get("registration.set-up", channel)));
  }

  private boolean edited(String channel, String messageId, Texts texts) {
    try {
      discord.edit(channel, messageId, message(texts));
      return true;
    } catch (DiscordApiException e) {
      if (!e.isGone()) {
        throw e;
      }
      return false;
    }
  }

  private void delete(Map<String, String> known) {
    try {
      discord.delete(known.get(CHANNEL), known.get(MESSAGE));
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
        .row(Component.success(texts.get("button.register"), CustomId.of(Verb.REGISTER)));
  }

  private static String key(InteractionTask job) {
    return "registration#" + job.interaction().guildId().orElseThrow();
  }
}
