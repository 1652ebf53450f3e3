package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.platform.UserId;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** What the bot knows of the members, in its memory. */
public final class Members {
  static final String CHANNEL = "channelId";
  static final String DASHBOARD = "dashboardId";
  static final String ZONE = "zone";
  static final String LANGUAGE = "language";

  private final BotStore memory;

  public Members(BotStore memory) {
    this.memory = memory;
  }

  /** Everybody is a member; of most nothing is known. */
  public Member get(UserId user) {
    return Member.of(user, memory.find(key(user)).orElse(Map.of()));
  }

  public void plansIn(UserId user, ZoneId zone) {
    note(user, Map.of(ZONE, zone.getId()));
  }

  public void speaks(UserId user, Language language) {
    note(user, Map.of(LANGUAGE, language.code()));
  }

  /** A channel that is new has no dashboard yet. */
  public void hasChannel(UserId user, String channelId) {
    note(user, Map.of(CHANNEL, channelId, DASHBOARD, ""));
  }

  public void hasDashboard(UserId user, String messageId) {
    note(user, Map.of(DASHBOARD, messageId));
  }

  public void hasNoChannel(UserId user) {
    note(user, Map.of(CHANNEL, "", DASHBOARD, ""));
  }

  private void note(UserId user, Map<String, String> notes) {
    memory.note(key(user), notes, Optional.empty());
  }

  private static String key(UserId user) {
    return "member#" + user;
  }
}
