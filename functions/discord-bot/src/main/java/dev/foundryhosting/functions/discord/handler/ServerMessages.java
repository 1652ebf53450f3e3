/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.store.Member;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.functions.discord.store.Members.WaitingReply;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Prices;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The messages that show a member's server: the dashboard in the member's channel, and the reply
 * that waits until the server rests.
 */
public final class ServerMessages {
  private static final Logger LOG = Logger.getLogger(ServerMessages.class);

  /** What changes more often within one call has another event under way. */
  private static final int MOST_EDITS = 3;

  private final Discord discord;
  private final Members members;
  private final Dashboards dashboards;
  private final Prices prices;
  private final Clock clock;

  public ServerMessages(
      Discord discord, Members members, Dashboards dashboards, Prices prices, Clock clock) {
    this.discord = discord;
    this.members = members;
    this.dashboards = dashboards;
    this.prices = prices;
    this.clock = clock;
  }

  /**
   * Edits the messages, if there are any, so that they show the server as it is. Two calls at the
   * same time may edit in any order; so each looks once more when it has edited.
   *
   * @param server reads how it is; empty when there is none
   * @throws dev.foundryhosting.error.PlatformException when the platform or Discord fails for now
   */
  public void update(UserId user, Supplier<Optional<InstanceAnswer>> server) {
    Member member = members.get(user);
    Optional<WaitingReply> reply = members.waitingReply(user, clock.instant());
    if (member.dashboardId().isPresent() || reply.isPresent()) {
      Optional<InstanceAnswer> now = server.get();
      edit(member, reply, now);
      updateFrom(now, member, reply, server);
    }
  }

  /**
   * As {@link #update}, of messages that show the server already as it was just now.
   *
   * @param shown what they show
   */
  void updateFrom(InstanceAnswer shown, UserId user, Supplier<Optional<InstanceAnswer>> server) {
    Optional<WaitingReply> reply = members.waitingReply(user, clock.instant());
    updateFrom(Optional.of(shown), members.get(user), reply, server);
  }

  private void updateFrom(
      Optional<InstanceAnswer> first,
      Member member,
      Optional<WaitingReply> reply,
      Supplier<Optional<InstanceAnswer>> server) {
    Optional<InstanceAnswer> shown = first;
    Optional<InstanceAnswer> now = server.get();
    for (int edits = 1; !now.equals(shown) && edits < MOST_EDITS; edits++) {
      edit(member, reply, now);
      shown = now;
      now = server.get();
    }
    if (reply.isPresent() && now.filter(InstanceView::isInMotion).isEmpty()) {
      members.waitsNoMore(member.userId());
    }
  }

  private void edit(
      Member member, Optional<WaitingReply> reply, Optional<InstanceAnswer> instance) {
    dashboards.update(member.userId(), message(instance, member.language()));
    reply.ifPresent(waiting -> edit(waiting, message(instance, waiting.language())));
  }

  private void edit(WaitingReply waiting, Message message) {
    try {
      discord.editOriginal(waiting.address(), message);
    } catch (DiscordApiException e) {
      // The person has closed it; the dashboard in the channel goes on.
      LOG.debug("Could not edit a reply", e);
    }
  }

  private Message message(Optional<InstanceAnswer> instance, Language language) {
    Texts texts = Texts.in(language);
    return instance
        .map(present -> new InstanceView(present, texts).dashboard(prices))
        .orElseGet(() -> InstanceView.none(texts));
  }
}
