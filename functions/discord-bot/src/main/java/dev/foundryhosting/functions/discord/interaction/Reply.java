/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.interaction;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * The reply to one interaction. Its token lives for 15 minutes ("Followup Messages"). A message
 * that comes later, or finds the reply gone, is sent to the member; a secret is not.
 */
public final class Reply {
  private static final Logger LOG = Logger.getLogger(Reply.class);

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  /** A call takes time: the token is not used any more so long before its end. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /**
   * The task can overtake the first response. So long Discord may not know the token yet, and says
   * so (discord-api-docs, issue 7220).
   */
  private static final Duration TOKEN_UNKNOWN_AT_MOST = Duration.ofSeconds(10);

  private static final Duration RETRY_AFTER = Duration.ofMillis(500);

  private final Interaction interaction;
  private final Discord discord;
  private final MemberMessenger messenger;
  private final Sleeper sleeper;
  private final Clock clock;
  private int messagesSent;

  public Reply(
      Interaction interaction,
      Discord discord,
      MemberMessenger messenger,
      Sleeper sleeper,
      Clock clock) {
    this.interaction = interaction;
    this.discord = discord;
    this.messenger = messenger;
    this.sleeper = sleeper;
    this.clock = clock;
  }

  /**
   * Until when a reply can be edited.
   *
   * @param receivedAt when its interaction came
   */
  public static Instant endOf(Instant receivedAt) {
    return receivedAt.plus(TOKEN_LIFE).minus(MARGIN);
  }

  /** Shows a message as the reply. */
  public void edit(Message message) {
    if (!accepted(() -> discord.editOriginal(interaction.reply(), message))) {
      send(message);
    }
  }

  /** Shows a message below the reply, to the person alone. */
  public void followUp(Message message) {
    try {
      if (accepted(() -> discord.followUp(interaction.reply(), message))) {
        return;
      }
    } catch (PlatformException e) {
      LOG.debug("A reply could not be followed up", e);
    }
    send(message);
  }

  private void send(Message message) {
    Message readable =
        message.secret()
            ? Message.text(Texts.in(interaction.language()).get("reply.too-late"))
            : message;
    messenger.send(interaction.userId(), readable, "i" + interaction.id() + "-" + messagesSent++);
  }

  /** Whether Discord took it; otherwise the reply is gone. */
  private boolean accepted(Runnable call) {
    while (clock.instant().isBefore(endOf(interaction.receivedAt()))) {
      try {
        call.run();
        return true;
      } catch (DiscordApiException e) {
        if (!e.isGone() && !e.isForbidden()) {
          throw e;
        }
        Instant known = interaction.receivedAt().plus(TOKEN_UNKNOWN_AT_MOST);
        if (!e.isOfUnknownToken() || !clock.instant().isBefore(known)) {
          return false;
        }
        sleeper.pause(RETRY_AFTER);
      }
    }
    return false;
  }
}
