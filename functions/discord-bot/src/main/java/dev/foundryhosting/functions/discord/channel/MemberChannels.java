/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.UserId;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The members' own channels, which only the member, the administrators' roles and the bot see. A
 * channel's topic names its member: an invocation that died before its note has left it so.
 */
public final class MemberChannels {
  private static final Logger LOG = Logger.getLogger(MemberChannels.class);

  private static final String CATEGORY = "parent_id";
  private static final int TEXT_CHANNEL = 0;
  private static final int OF_ROLE = 0;
  private static final int OF_MEMBER = 1;

  /** VIEW_CHANNEL ("Bitwise Permission Flags"). */
  private static final long SEE = 1L << 10;

  /** VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS, READ_MESSAGE_HISTORY. */
  private static final long USE = SEE | 1L << 11 | 1L << 14 | 1L << 16;

  private static final int LONGEST_NAME = 80;
  private static final int LAST_DIGITS = 4;

  private final Discord discord;
  private final Members members;
  private final Supplier<DiscordSettings> settings;

  public MemberChannels(Discord discord, Members members, Supplier<DiscordSettings> settings) {
    this.discord = discord;
    this.members = members;
    this.settings = settings;
  }

  /**
   * Makes the member's channel, if there is none.
   *
   * @param guildId the Discord server in which the member acts
   * @param serverName the name of the member's server
   */
  public void ensure(UserId user, String guildId, String serverName) {
    if (members.get(user).channelId().isPresent()) {
      return;
    }
    String guild = settings.get().guildId().orElse(guildId);
    String channel =
        discord
            .findChannel(guild, topic(user))
            .orElseGet(() -> create(guild, channel(user, guild, serverName)));
    members.hasChannel(user, channel);
  }

  /**
   * Removes the member's channel, if there is one. It never fails: when the member looks at the
   * licence, it tries again.
   */
  public void drop(UserId user) {
    try {
      members.get(user).channelId().ifPresent(discord::deleteChannel);
      members.hasNoChannel(user);
    } catch (DiscordApiException | PlatformException e) {
      LOG.warn("Could not remove a member's channel", e);
    }
  }

  /** Such as {@code foundry-grim-keep-0001}. */
  static String name(UserId user, String serverName) {
    String id = user.value();
    String last = id.substring(Math.max(0, id.length() - LAST_DIGITS));
    String name = "foundry-" + serverName;
    return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + last;
  }

  /** A category takes 50 channels; further ones stand beside it. */
  private String create(String guild, ObjectNode channel) {
    try {
      return discord.createChannel(guild, channel);
    } catch (DiscordApiException e) {
      if (!e.isOfForm() || channel.remove(CATEGORY) == null) {
        throw e;
      }
      LOG.warn("The category takes no more channels, or is none", e);
      return discord.createChannel(guild, channel);
    }
  }

  private static String topic(UserId user) {
    return "foundry-hosting:" + user;
  }

  private ObjectNode channel(UserId user, String guild, String serverName) {
    DiscordSettings discordServer = settings.get();
    ObjectNode channel =
        Json.object()
            .put("name", name(user, serverName))
            .put("type", TEXT_CHANNEL)
            .put("topic", topic(user));
    discordServer.categoryId().ifPresent(category -> channel.put(CATEGORY, category));
    ArrayNode rights = channel.putArray("permission_overwrites");
    // The role of everybody has the id of the Discord server.
    rights.addObject().put("id", guild).put("type", OF_ROLE).put("deny", Long.toString(SEE));
    allow(rights, discordServer.clientId(), OF_MEMBER);
    allow(rights, user.value(), OF_MEMBER);
    discordServer.adminRoles().stream().sorted().forEach(role -> allow(rights, role, OF_ROLE));
    return channel;
  }

  private static void allow(ArrayNode rights, String id, int type) {
    rights.addObject().put("id", id).put("type", type).put("allow", Long.toString(USE));
  }
}
