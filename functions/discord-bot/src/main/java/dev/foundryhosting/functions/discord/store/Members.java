/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.platform.UserId;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** What the bot knows of the members; of most it knows nothing. */
public final class Members {
  private static final String CHANNEL = "channelId";
  private static final String DASHBOARD = "dashboardId";
  private static final String ZONE = "zone";
  private static final String LANGUAGE = "language";

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

  /** Forgets all that the bot knows of a member. */
  public void forget(UserId user) {
    store.forget(key(user));
  }

  private void note(UserId user, Map<String, String> notes) {
    store.note(key(user), notes, Optional.empty());
  }

  private static String key(UserId user) {
    return "member#" + user;
  }
}
