package dev.foundryhosting.functions.discord.handler;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.channel.MemberMessenger;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.Language;
import dev.foundryhosting.functions.discord.interaction.ReplyAddress;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.rest.Discord;
import dev.foundryhosting.functions.discord.rest.DiscordApiException;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * The answer to one interaction. Its token lives for 15 minutes ("Followup Messages"); whatever
 * comes later, or finds it gone, goes to the member by mail, and a secret not at all.
 */
final class Reply {
  private static final Logger LOG = Logger.getLogger(Reply.class);

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  /** So much earlier it is not used any more, since a call takes time. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /**
   * For so long Discord may not have the door's answer yet, which the work can overtake, and says
   * that it knows no such token (discord-api-docs, issue 7220).
   */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private static final Duration MOMENT = Duration.ofMillis(500);

  private final ReplyAddress address;
  private final Instant receivedAt;
  private final UserId user;
  private final Language language;
  private final String nonce;
  private final Discord discord;
  private final MemberMessenger mail;
  private final Sleeper pauses;
  private final Clock clock;
  private int mailed;

  Reply(
      Interaction interaction, Discord discord, MemberMessenger mail, Sleeper pauses, Clock clock) {
    this.address = interaction.reply();
    this.receivedAt = interaction.receivedAt();
    this.user = interaction.person().userId();
    this.language = interaction.language();
    this.nonce = "i" + interaction.id();
    this.discord = discord;
    this.mail = mail;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** Whether a reply can still be edited. */
  static boolean isAlive(Instant receivedAt, Clock clock) {
    return clock.instant().isBefore(receivedAt.plus(TOKEN_LIFE).minus(MARGIN));
  }

  /** Makes it the answer. */
  void edit(Message message) {
    if (!isAlive(receivedAt, clock) || !used(() -> discord.editOriginal(address, message))) {
      mail(message);
    }
  }

  /** Tells it beside the answer, to the person alone; by mail when Discord does not answer. */
  void tell(Message message) {
    if (!isAlive(receivedAt, clock) || !told(message)) {
      mail(message);
    }
  }

  private boolean told(Message message) {
    try {
      return used(() -> discord.followUp(address, message));
    } catch (PlatformException e) {
      LOG.debug("A reply could not be followed up", e);
      return false;
    }
  }

  private void mail(Message message) {
    Message readable =
        message.secret() ? Message.text(Texts.in(language).get("reply.too-late")) : message;
    mail.send(user, readable, nonce + "-" + mailed++);
  }

  /** Whether Discord took it; otherwise the reply is gone. */
  private boolean used(Runnable call) {
    while (true) {
      try {
        call.run();
        return true;
      } catch (DiscordApiException e) {
        if (!e.isGone() && !e.isForbidden()) {
          throw e;
        }
        if (!e.isOfUnknownToken() || !clock.instant().isBefore(receivedAt.plus(SETTLING))) {
          return false;
        }
        pauses.pause(MOMENT);
      }
    }
  }
}
