package dev.foundryhosting.functions.discord.mail;

import dev.foundryhosting.functions.discord.memory.Member;
import dev.foundryhosting.functions.discord.memory.Members;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordRefusal;
import dev.foundryhosting.platform.UserId;

/** The one message in each member's channel that shows the server; it is edited, not repeated. */
public final class Dashboards {
  private final Discord discord;
  private final Members members;

  public Dashboards(Discord discord, Members members) {
    this.discord = discord;
    this.members = members;
  }

  /** Shows it in the member's channel; without a channel nowhere. */
  public void show(UserId user, Message dashboard) {
    Member member = members.get(user);
    if (member.channelId().isEmpty()) {
      return;
    }
    String channel = member.channelId().get();
    try {
      if (member.dashboardId().isEmpty()
          || !edited(channel, member.dashboardId().get(), dashboard)) {
        members.hasDashboard(user, discord.send(channel, dashboard, "dashboard-" + tail(user)));
      }
    } catch (DiscordRefusal e) {
      if (!e.isGone()) {
        throw e;
      }
      members.hasNoChannel(user);
    }
  }

  private boolean edited(String channel, String message, Message dashboard) {
    try {
      discord.edit(channel, message, dashboard);
      return true;
    } catch (DiscordRefusal e) {
      if (!e.isGone()) {
        throw e;
      }
      return false;
    }
  }

  /** A nonce is short; the end of an id is as good as unique within some minutes. */
  private static String tail(UserId user) {
    String id = user.value();
    return id.substring(Math.max(0, id.length() - 15));
  }
}
