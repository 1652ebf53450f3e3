package dev.foundryhosting.functions.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.rest.DiscordHttp.Call;
import dev.foundryhosting.functions.discord.rest.DiscordHttp.Repeat;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the bot asks of Discord. Each call fails with a {@link DiscordApiException} when Discord
 * says no and with {@code DEPENDENCY_FAILED} when it does not answer.
 */
public final class Discord {
  /** Discord's limit of a nonce. */
  private static final int LONGEST_NONCE = 25;

  private final DiscordHttp http;
  private final Supplier<DiscordSettings> settings;

  public Discord(DiscordHttp http, Supplier<DiscordSettings> settings) {
    this.http = http;
    this.settings = settings;
  }

  /** Makes a message the answer of an interaction. */
  public void editOriginal(ReplyAddress reply, Message message) {
    http.call(
        "edit the reply",
        Call.of("PATCH", webhook(reply) + "/messages/@original", message.json()),
        Repeat.ALWAYS,
        Optional.empty());
  }

  /**
   * Tells one more thing to whoever made the interaction, and to nobody else. It is not repeated
   * when the answer is lost, since Discord would show it twice.
   */
  public void followUp(ReplyAddress reply, Message message) {
    http.call(
        "follow the reply up",
        Call.of("POST", webhook(reply), message.ephemeralJson()),
        Repeat.UNLESS_LOST,
        Optional.empty());
  }

  /**
   * Sends a message.
   *
   * @param nonce the same when the same is sent again: within some minutes Discord then answers
   *     with the message that is there ("Create Message: enforce_nonce"); the first 25 characters
   *     count
   * @return the message's id
   */
  public String send(String channelId, Message message, String nonce) {
    ObjectNode json = message.json();
    json.put("nonce", nonce.length() > LONGEST_NONCE ? nonce.substring(0, LONGEST_NONCE) : nonce)
        .put("enforce_nonce", true);
    return authorized("send a message", Call.of("POST", messages(channelId), json), Repeat.ALWAYS)
        .path("id")
        .asText();
  }

  public void edit(String channelId, String messageId, Message message) {
    authorized(
        "edit a message",
        Call.of("PATCH", messages(channelId) + "/" + messageId, message.json()),
        Repeat.ALWAYS);
  }

  public void delete(String channelId, String messageId) {
    authorized(
        "delete a message",
        Call.of("DELETE", messages(channelId) + "/" + messageId),
        Repeat.ALWAYS);
  }

  /** The channel of direct messages with a user; it is made if need be. */
  public String directChannel(UserId user) {
    ObjectNode body = Json.object().put("recipient_id", user.value());
    return authorized(
            "open direct messages", Call.of("POST", "/users/@me/channels", body), Repeat.ALWAYS)
        .path("id")
        .asText();
  }

  /** The channel with this topic, if the Discord server has one. */
  public Optional<String> findChannel(String guildId, String topic) {
    JsonNode channels =
        authorized(
            "list the channels", Call.of("GET", "/guilds/" + guildId + "/channels"), Repeat.ALWAYS);
    for (JsonNode channel : channels) {
      if (channel.path("topic").asText("").equals(topic)) {
        return Optional.of(channel.path("id").asText());
      }
    }
    return Optional.empty();
  }

  /**
   * Makes a channel; not repeated when the answer is lost, or there would be two.
   *
   * @param channel as Discord documents it ("Create Guild Channel")
   * @return its id
   */
  public String createChannel(String guildId, ObjectNode channel) {
    return authorized(
            "make a channel",
            Call.of("POST", "/guilds/" + guildId + "/channels", channel),
            Repeat.NEVER)
        .path("id")
        .asText();
  }

  public void deleteChannel(String channelId) {
    authorized("delete a channel", Call.of("DELETE", "/channels/" + channelId), Repeat.ALWAYS);
  }

  /**
   * Registers all commands, in place of those that are there.
   *
   * @param guildId the Discord server where they hold at once; empty for all of them
   */
  public void registerCommands(Optional<String> guildId, ArrayNode commands) {
    String application = "/applications/" + settings.get().clientId();
    String where = guildId.map(id -> application + "/guilds/" + id).orElse(application);
    authorized(
        "register the commands", Call.of("PUT", where + "/commands", commands), Repeat.ALWAYS);
  }

  private JsonNode authorized(String doing, Call call, Repeat repeat) {
    return http.call(doing, call, repeat, Optional.of(settings.get().token()));
  }

  private static String webhook(ReplyAddress reply) {
    return "/webhooks/" + reply.applicationId() + "/" + reply.token();
  }

  private static String messages(String channelId) {
    return "/channels/" + channelId + "/messages";
  }
}
