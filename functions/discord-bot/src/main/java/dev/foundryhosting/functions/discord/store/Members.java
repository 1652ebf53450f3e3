/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.rest.ReplyAddress;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** What the bot knows of the members; of most it knows nothing. */
public final class Members {
  private static final String CHANNEL = "channelId";
  private static final String DASHBOARD = "dashboardId";
  private static final String ZONE = "zone";
  private static final String LANGUAGE = "language";
  private static final String APPLICATION = "applicationId";
  private static final String TOKEN = "token";
  private static final String UNTIL = "until";

  private static final String NEVER = Instant.EPOCH.toString();

  private final BotStore store;

  public Members(BotStore store) {
    this.store = store;
  }

  public Member get(UserId user) {
    Map<String, String> notes = store.find(key(user)).orElse(Map.of());
    return new Member(
        user,
        Optional.ofNullable(notes.get(CHANNEL)),
        Optional.ofNullable(notes.get(DASHBOARD)),
        Optional.ofNullable(notes.get(ZONE)).map(ZoneId::of),
        Language.of(notes.getOrDefault(LANGUAGE, "")));
  }

  public void plansIn(UserId user, ZoneId zone) {
    note(user, Map.of(ZONE, zone.getId()));
  }

  public void speaks(UserId user, Language language) {
    note(user, Map.of(LANGUAGE, language.code()));
  }

  /** A new channel has no dashboard yet. */
  public void hasChannel(UserId user, String channelId) {
    note(user, Map.of(CHANNEL, channelId, DASHBOARD, ""));
  }

  public void hasDashboard(UserId user, String messageId) {
    note(user, Map.of(DASHBOARD, messageId));
  }

  public void hasNoChannel(UserId user) {
    hasChannel(user, "");
  }

  /**
   * A reply that shows the member's server until that rests.
   *
   * @param address by which it is edited
   */
  public record WaitingReply(ReplyAddress address, Language language) {}

  /**
   * A reply shows the member's server from now on; an earlier one does no more.
   *
   * @param until when Discord lets it be edited no more
   */
  public void waitsIn(UserId user, WaitingReply reply, Instant until) {
    store.note(
        replyKey(user),
        Map.of(
            APPLICATION,
            reply.address().applicationId(),
            TOKEN,
            reply.address().token(),
            LANGUAGE,
            reply.language().code(),
            UNTIL,
            until.toString()),
        Optional.of(until));
  }

  /** The reply that shows the member's server, if one can be edited. */
  public Optional<WaitingReply> waitingReply(UserId user, Instant now) {
    return store
        .find(replyKey(user))
        .filter(notes -> now.isBefore(Instant.parse(notes.getOrDefault(UNTIL, NEVER))))
        .map(
            notes ->
                new WaitingReply(
                    new ReplyAddress(
                        notes.getOrDefault(APPLICATION, ""), notes.getOrDefault(TOKEN, "")),
                    Language.of(notes.getOrDefault(LANGUAGE, ""))));
  }

  /** No reply shows the member's server any more. */
  public void waitsNoMore(UserId user) {
    store.forget(replyKey(user));
  }

  /** Forgets all that the bot knows of a member. */
  public void forget(UserId user) {
    store.forget(replyKey(user));
    store.forget(key(user));
  }

  private void note(UserId user, Map<String, String> notes) {
    store.note(key(user), notes, Optional.empty());
  }

  private static String replyKey(UserId user) {
    return "reply#" + user;
  }

  private static String key(UserId user) {
    return "member#" + user;
  }
}
