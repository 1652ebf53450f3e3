/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.channel;

import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** Sends members messages: in their own channels, else as direct messages. */
public final class MemberMessenger {
  private final Discord discord;
  private final Members members;

  public MemberMessenger(Discord discord, Members members) {
    this.discord = discord;
    this.members = members;
  }

  /**
   * Sends a message.
   *
   * @param nonce the same when the same is sent again
   * @throws DiscordApiException when the member takes no messages from the bot
   */
  public void send(UserId user, Message message, String nonce) {
    if (message.secret()) {
      throw new IllegalArgumentException("a secret is shown in ephemeral replies alone");
    }
    Optional<String> channel = members.get(user).channelId();
    if (channel.isEmpty() || !sent(user, channel.get(), message, nonce)) {
      discord.send(discord.directChannel(user), message, nonce);
    }
  }

  private boolean sent(UserId user, String channelId, Message message, String nonce) {
    try {
      discord.send(channelId, message, nonce);
      return true;
    } catch (DiscordApiException e) {
      if (e.isOfUnknownMessage()) {
        // It was sent before, and deleted since.
        return true;
      }
      if (e.isGone()) {
        members.hasNoChannel(user);
      } else if (!e.isForbidden()) {
        throw e;
      }
      return false;
    }
  }
}
