/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the bot asks of Discord. Each call fails with a {@link DiscordApiException} when Discord
 * says no and with {@code DEPENDENCY_FAILED} when it does not answer.
 */
public final class Discord {
  /** Discord's limit of a nonce ("Create Message"). */
  private static final int LONGEST_NONCE = 25;

  private final DiscordHttp http;
  private final Supplier<DiscordSettings> settings;

  public Discord(DiscordHttp http, Supplier<DiscordSettings> settings) {
    this.http = http;
    this.settings = settings;
  }

  /** Makes a message the reply to an interaction. */
  public void editOriginal(ReplyAddress reply, Message message) {
    Call call = Call.of("PATCH", webhook(reply) + "/messages/@original", message.json());
    http.call("edit the reply", call, Repeat.ALWAYS, Optional.empty());
  }

  /**
   * Shows one more message to the person who made the interaction alone. It is not repeated when
   * the answer is lost, since Discord would show it twice.
   */
  public void followUp(ReplyAddress reply, Message message) {
    Call call = Call.of("POST", webhook(reply), message.ephemeralJson());
    http.call("follow the reply up", call, Repeat.UNLESS_LOST, Optional.empty());
  }

  /** A nonce for what is sent about one thing, which a text names. */
  public static String nonce(String about) {
    return UUID.nameUUIDFromBytes(about.getBytes(UTF_8)).toString().replace("-", "");
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
    return id(authorized("send a message", Call.of("POST", messages(channelId), json)));
  }

  /**
   * Edits a message.
   *
   * @return whether it was there to be edited
   */
  public boolean edit(String channelId, String messageId, Message message) {
    String path = messages(channelId) + "/" + messageId;
    return ifThere(() -> authorized("edit a message", Call.of("PATCH", path, message.json())));
  }

  public void delete(String channelId, String messageId) {
    authorized("delete a message", Call.of("DELETE", messages(channelId) + "/" + messageId));
  }

  /** The channel of direct messages with a user; it is made if need be. */
  public String directChannel(UserId user) {
    ObjectNode body = Json.object().put("recipient_id", user.value());
    return id(authorized("open direct messages", Call.of("POST", "/users/@me/channels", body)));
  }

  /** The channel with this topic, if the Discord server has one. */
  public Optional<String> findChannel(String guildId, String topic) {
    return authorized("list the channels", Call.of("GET", channels(guildId)))
        .valueStream()
        .filter(channel -> channel.path("topic").asText("").equals(topic))
        .map(Discord::id)
        .findFirst();
  }

  /**
   * Makes a channel; not repeated when the answer is lost, or there would be two.
   *
   * @param channel as Discord documents it ("Create Guild Channel")
   * @return its id
   */
  public String createChannel(String guildId, ObjectNode channel) {
    Call call = Call.of("POST", channels(guildId), channel);
    return id(http.call("make a channel", call, Repeat.NEVER, token()));
  }

  /** Deletes a channel, if it is there. */
  public void deleteChannel(String channelId) {
    ifThere(() -> authorized("delete a channel", Call.of("DELETE", "/channels/" + channelId)));
  }

  /**
   * Whether a user is a member of a Discord server ("Get Guild Member"). A server that the bot does
   * not see is a refusal, not a no.
   */
  public boolean isMember(String guildId, UserId user) {
    try {
      authorized("look a member up", Call.of("GET", "/guilds/" + guildId + "/members/" + user));
      return true;
    } catch (DiscordApiException e) {
      if (!e.isGone() || e.isOfUnknownGuild()) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Registers all commands, in place of those that are there.
   *
   * @param guildId the Discord server where they hold at once; empty for all of them
   */
  public void registerCommands(Optional<String> guildId, ArrayNode commands) {
    String application = "/applications/" + settings.get().clientId();
    String where = guildId.map(id -> application + "/guilds/" + id).orElse(application);
    authorized("register the commands", Call.of("PUT", where + "/commands", commands));
  }

  private JsonNode authorized(String doing, Call call) {
    return http.call(doing, call, Repeat.ALWAYS, token());
  }

  /** Whether what the call is about was there. */
  private static boolean ifThere(Runnable call) {
    try {
      call.run();
      return true;
    } catch (DiscordApiException e) {
      if (!e.isGone()) {
        throw e;
      }
      return false;
    }
  }

  private Optional<String> token() {
    return Optional.of(settings.get().token());
  }

  private static String id(JsonNode created) {
    return created.path("id").asText();
  }

  private static String webhook(ReplyAddress reply) {
    return "/webhooks/" + reply.applicationId() + "/" + reply.token();
  }

  private static String channels(String guildId) {
    return "/guilds/" + guildId + "/channels";
  }

  private static String messages(String channelId) {
    return "/channels/" + channelId + "/messages";
  }
}
