/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.handler.InstanceView;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Prices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sends members the events of the platform. An event comes at least once; its message is sent once.
 * The order is claim, send, note: Lambda repeats an invocation that died before the note with the
 * same request id, which gets the claim again and sends again, with the same nonce, by which
 * Discord knows the message for some minutes. So no event is lost, and only a late repetition shows
 * a message twice.
 */
public final class EventNotifier {
  /** The source of the platform's events. */
  public static final String SOURCE = "foundry-hosting";

  private static final String USER_ERASED = "UserErased";

  private static final Logger LOG = Logger.getLogger(EventNotifier.class);

  private static final Duration LEASE = Duration.ofMinutes(3);

  /** As long as a failed event may wait in its dead-letter queue for a redrive. */
  private static final Duration REMEMBERED = Duration.ofDays(15);

  private final BotStore store;
  private final Discord discord;
  private final Members members;
  private final MemberMessenger messenger;
  private final Dashboards dashboards;
  private final Management management;
  private final String domain;
  private final Clock clock;
  private final Prices prices;

  /**
   * @param domain below which the servers are
   */
  public EventNotifier(
      BotStore store,
      Discord discord,
      Management management,
      String domain,
      Clock clock,
      Prices prices) {
    this.store = store;
    this.discord = discord;
    this.members = new Members(store);
    this.messenger = new MemberMessenger(discord, members);
    this.dashboards = new Dashboards(discord, members);
    this.management = management;
    this.domain = domain;
    this.clock = clock;
    this.prices = prices;
  }

  /**
   * Sends an event to the member whom it concerns, or forgets a member who is erased.
   *
   * @param json as EventBridge delivers it
   * @param requestId the same when Lambda delivers it again
   * @return whether it was sent
   * @throws PlatformException when it could not be sent; Lambda then delivers it again
   */
  public boolean notifyOf(JsonNode json, String requestId, RequestLog.Entry entry) {
    BusEvent event = BusEvent.of(json);
    if (event.userId().isEmpty()) {
      return false;
    }
    UserId user = event.userId().get();
    entry.user(user);
    if (event.name().equals(USER_ERASED)) {
      forget(user);
      return false;
    }
    Texts texts = Texts.in(members.get(user).language());
    Optional<Message> message = new EventView(texts, domain, prices).message(event, user);
    if (message.isEmpty() || event.id().isEmpty()) {
      LOG.warnf("An event that members do not read: %s", event.name());
      return false;
    }
    String key = "event#" + event.id();
    Instant now = clock.instant();
    if (!store.claim(key, requestId, now, now.plus(LEASE), now.plus(REMEMBERED))) {
      return false;
    }
    send(user, message.get(), Discord.nonce(event.id()));
    store.done(key);
    if (EventView.changesDashboard(event)) {
      refresh(user, texts);
    }
    return true;
  }

  /** Removes the member's channel, then the notes that lead to it. Can be repeated. */
  private void forget(UserId user) {
    try {
      members.get(user).channelId().ifPresent(discord::deleteChannel);
    } catch (DiscordApiException e) {
      throw PlatformException.dependency(e.getMessage(), false, e);
    }
    members.forget(user);
  }

  private void send(UserId user, Message message, String nonce) {
    try {
      messenger.send(user, message, nonce);
    } catch (DiscordApiException e) {
      if (!e.isOfReader()) {
        // The bot's token or the message is wrong: the event waits until a maintainer mends that.
        throw PlatformException.dependency(e.getMessage(), false, e);
      }
      // The member has left, or takes no messages: sending again would not help.
      LOG.infof("A member takes no message of an event: %s", e.getMessage());
    }
  }

  /** Never fails: the message was what counts, and the dashboard has a button to refresh it. */
  private void refresh(UserId user, Texts texts) {
    try {
      if (members.get(user).dashboardId().isPresent()) {
        InstanceAnswer instance = management.perform(Action.STATUS.by(user, NoFields.NONE));
        dashboards.show(user, new InstanceView(instance, texts).dashboard(prices));
      }
    } catch (PlatformException | DiscordApiException e) {
      LOG.warn("Could not refresh a dashboard", e);
    }
  }
}
