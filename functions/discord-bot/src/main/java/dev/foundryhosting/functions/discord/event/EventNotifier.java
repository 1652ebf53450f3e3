package dev.foundryhosting.functions.discord.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.Dashboards;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.handler.InstanceView;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.Management;
import dev.foundryhosting.functions.discord.platform.ManagementRequest;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.store.BotStore;
import dev.foundryhosting.functions.discord.store.Members;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Tells members what happened. An event comes at least once; its message is sent once. The order is
 * claim, send, note: who dies before the note is invoked again by Lambda with the same request id,
 * gets the claim again and sends again, with the same nonce, by which Discord knows the message for
 * some minutes. So nothing is lost, and only a death whose repetition comes late shows a message
 * twice.
 */
public final class EventNotifier {
  /** The source of the platform's events. */
  public static final String SOURCE = "foundry-hosting";

  private static final Logger LOG = Logger.getLogger(EventNotifier.class);

  private static final Duration LEASE = Duration.ofMinutes(3);

  /** As long as an event may wait in a dead-letter queue until somebody sends it again. */
  private static final Duration REMEMBERED = Duration.ofDays(15);

  /** Whoever has another id is not in Discord. */
  private static final Pattern DISCORD_ID = Pattern.compile("[0-9]{15,20}");

  private final BotStore memory;
  private final Members members;
  private final MemberMessenger mail;
  private final Dashboards dashboards;
  private final Management management;
  private final String domain;
  private final Clock clock;

  /**
   * @param domain below which the servers are
   */
  public EventNotifier(
      BotStore memory, Discord discord, Management management, String domain, Clock clock) {
    this.memory = memory;
    this.members = new Members(memory);
    this.mail = new MemberMessenger(discord, members);
    this.dashboards = new Dashboards(discord, members);
    this.management = management;
    this.domain = domain;
    this.clock = clock;
  }

  /**
   * Tells whom an event concerns.
   *
   * @param event as EventBridge delivers it
   * @param requestId the same when Lambda delivers it again
   * @return whether somebody was told
   * @throws PlatformException when it could not be sent; Lambda then delivers it again
   */
  public boolean notifyOf(JsonNode event, String requestId, RequestLog.Entry entry) {
    String name = event.path("detail-type").asText();
    JsonNode detail = event.path("detail");
    Optional<UserId> user =
        Optional.ofNullable(detail.path("userId").textValue())
            .filter(id -> DISCORD_ID.matcher(id).matches())
            .map(UserId::new);
    if (user.isEmpty()) {
      return false;
    }
    entry.user(user.get());
    Texts texts = Texts.in(members.get(user.get()).language());
    Optional<Message> message = new EventView(texts, domain).message(name, detail, user.get());
    String eventId = detail.path("eventId").asText("");
    if (message.isEmpty() || eventId.isEmpty()) {
      LOG.warnf("An event that is told to nobody: %s", event.path("id").asText());
      return false;
    }
    String key = "event#" + eventId;
    Instant now = clock.instant();
    if (!memory.claim(key, requestId, now, now.plus(LEASE), now.plus(REMEMBERED))) {
      return false;
    }
    send(user.get(), message.get(), nonce(eventId));
    memory.done(key);
    if (EventView.changesTheServer(name)) {
      refresh(user.get(), texts);
    }
    return true;
  }

  private void send(UserId user, Message message, String nonce) {
    try {
      mail.send(user, message, nonce);
    } catch (DiscordApiException e) {
      if (!e.isOfReader()) {
        // The bot's token or the message is not right: the event is kept until somebody sees to it.
        throw PlatformException.dependency(e.getMessage(), false, e);
      }
      // The member has left, or takes no messages: sending again would not help.
      LOG.infof("A member cannot be told of an event: %s", e.getMessage());
    }
  }

  /** The message was what counts; the dashboard has a button to refresh it. */
  private void refresh(UserId user, Texts texts) {
    try {
      if (members.get(user).dashboardId().isPresent()) {
        JsonNode instance = management.perform(ManagementRequest.of("status", user));
        dashboards.show(user, new InstanceView(instance, texts).dashboard());
      }
    } catch (PlatformException | DiscordApiException e) {
      LOG.warn("Could not refresh a dashboard", e);
    }
  }

  /** Short enough for Discord, and the same for the same event. */
  private static String nonce(String eventId) {
    return UUID.nameUUIDFromBytes(eventId.getBytes(UTF_8)).toString().replace("-", "");
  }
}
