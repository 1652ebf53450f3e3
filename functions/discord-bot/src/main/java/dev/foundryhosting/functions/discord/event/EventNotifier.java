/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.handler.ServerMessages;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.ServerUrls;
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
  private static final String INSTANCE_PROGRESSED = "InstanceProgressed";

  /** The status in the last event of a server, which may come before its record is gone. */
  private static final String DESTROYED = "destroyed";

  private static final Logger LOG = Logger.getLogger(EventNotifier.class);

  private static final Duration LEASE = Duration.ofMinutes(3);

  /** As long as a failed event may wait in its dead-letter queue for a redrive. */
  private static final Duration REMEMBERED = Duration.ofDays(15);

  private final BotStore store;
  private final Discord discord;
  private final Members members;
  private final MemberMessenger messenger;
  private final ServerMessages messages;
  private final Management management;
  private final ServerUrls urls;
  private final Clock clock;
  private final Prices prices;

  /**
   * @param urls of the servers
   */
  public EventNotifier(
      BotStore store,
      Discord discord,
      Management management,
      ServerUrls urls,
      Clock clock,
      Prices prices) {
    this.store = store;
    this.discord = discord;
    this.members = new Members(store);
    this.messenger = new MemberMessenger(discord, members);
    this.messages =
        new ServerMessages(discord, members, new Dashboards(discord, members), prices, clock);
    this.management = management;
    this.urls = urls;
    this.clock = clock;
    this.prices = prices;
  }

  /**
   * Sends an event to the member whom it concerns, shows what changed of the member's server, or
   * forgets a member who is erased.
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
    boolean progressed = event.name().equals(INSTANCE_PROGRESSED);
    if (progressed) {
      messages.update(user, () -> find(user, event));
    }
    Texts texts = Texts.in(members.get(user).language());
    Optional<Message> message = new EventView(texts, urls, prices).message(event, user);
    if (message.isEmpty() || event.id().isEmpty()) {
      if (!progressed) {
        LOG.warnf("An event that members do not read: %s", event.name());
      }
      return false;
    }
    String key = "event#" + event.id();
    Instant now = clock.instant();
    if (!store.claim(key, requestId, now, now.plus(LEASE), now.plus(REMEMBERED))) {
      return false;
    }
    send(user, message.get(), Discord.nonce(event.id()));
    store.done(key);
    if (!progressed && EventView.changesDashboard(event)) {
      refresh(user, event);
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
  private void refresh(UserId user, BusEvent event) {
    try {
      messages.update(user, () -> find(user, event));
    } catch (PlatformException e) {
      LOG.warn("Could not refresh a dashboard", e);
    }
  }

  /** The member's server; empty when there is none, or nothing is left of it. */
  private Optional<InstanceAnswer> find(UserId user, BusEvent event) {
    try {
      return Optional.of(management.perform(Action.STATUS.by(user, NoFields.NONE)))
          .filter(i -> !(event.status().equals(DESTROYED) && i.status().is(Status.DESTROYING)));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.INSTANCE_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
