package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.platform.UserId;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What the bot knows of a member.
 *
 * @param channelId the member's own channel
 * @param dashboardId the message in it that shows the server
 * @param zone in which the member plans
 * @param language in which the member is told what happens
 */
public record Member(
    UserId userId,
    Optional<String> channelId,
    Optional<String> dashboardId,
    Optional<ZoneId> zone,
    Language language) {

  static Member of(UserId userId, Map<String, String> notes) {
    return new Member(
        userId,
        Optional.ofNullable(notes.get(Members.CHANNEL)),
        Optional.ofNullable(notes.get(Members.DASHBOARD)),
        Optional.ofNullable(notes.get(Members.ZONE)).map(ZoneId::of),
        Language.of(notes.getOrDefault(Members.LANGUAGE, "")));
  }
}
