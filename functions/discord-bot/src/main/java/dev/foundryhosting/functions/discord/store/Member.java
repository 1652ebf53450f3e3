/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.store;

import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.platform.UserId;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the bot knows of a member.
 *
 * @param channelId the member's own channel
 * @param dashboardId the message in it that shows the server
 * @param zone in which the member plans
 * @param language in which the member reads events
 */
public record Member(
    UserId userId,
    Optional<String> channelId,
    Optional<String> dashboardId,
    Optional<ZoneId> zone,
    Language language) {}
