/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.channel;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.store.Member;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.platform.UserId;
import org.jboss.logging.Logger;

/** The one message in each member's channel that shows the server; it is edited, not repeated. */
public final class Dashboards {
  private static final Logger LOG = Logger.getLogger(Dashboards.class);

  private final Discord discord;
  private final Members members;

  public Dashboards(Discord discord, Members members) {
    this.discord = discord;
    this.members = members;
  }

  /**
   * Shows it in the member's channel; without a channel nowhere. It never fails: only the display
   * depends on it, and the next dashboard tries again.
   */
  public void show(UserId user, Message dashboard) {
    try {
      update(user, dashboard);
    } catch (PlatformException e) {
      LOG.warn("Could not show a dashboard in its member's channel", e);
    }
  }

  /**
   * As {@link #show}, where somebody tries again.
   *
   * @throws PlatformException when it cannot be shown for now
   */
  public void update(UserId user, Message dashboard) {
    Member member = members.get(user);
    try {
      if (member.channelId().isPresent()) {
        show(member, member.channelId().get(), dashboard);
      }
    } catch (DiscordApiException e) {
      LOG.warn("Discord takes no dashboard in its member's channel", e);
    }
  }

  private void show(Member member, String channel, Message dashboard) {
    try {
      if (member.dashboardId().isEmpty()
          || !discord.edit(channel, member.dashboardId().get(), dashboard)) {
        // The same for a repetition; another one in another channel, or in place of a deleted
        // message: for some minutes Discord knows a nonce wherever it was sent.
        String nonce = Discord.nonce(channel + "#" + member.dashboardId().orElse(""));
        members.hasDashboard(member.userId(), discord.send(channel, dashboard, nonce));
      }
    } catch (DiscordApiException e) {
      if (!e.isOfUnknownChannel()) {
        throw e;
      }
      members.hasNoChannel(member.userId());
    }
  }
}
