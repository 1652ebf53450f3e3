/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An event of the platform's bus, as far as members read it (docs/events.md). A text that the event
 * lacks is empty.
 *
 * @param name its detail type
 * @param id the same however often it is delivered
 * @param userId the member whom it concerns; empty for a user who is not in Discord
 * @param subdomain the server's name
 * @param status of the server
 * @param attention what the member has to do
 * @param largerSize the size to choose next, after it ran out of memory
 * @param canKeepAlive whether {@code keep-alive} puts a shutdown off
 */
record BusEvent(
    String name,
    String id,
    Optional<UserId> userId,
    String subdomain,
    String status,
    String attention,
    String reason,
    Optional<ServerSize> largerSize,
    Optional<Instant> shutdownAt,
    boolean canKeepAlive,
    String sessionTitle,
    Optional<Instant> sessionStartsAt,
    String borrowerId,
    String amount,
    String currency,
    String from) {
  private static final Pattern DISCORD_ID = Pattern.compile("[0-9]{15,20}");

  static BusEvent of(JsonNode event) {
    JsonNode detail = event.path("detail");
    JsonNode session = detail.path("session");
    return new BusEvent(
        text(event, "detail-type"),
        text(detail, "eventId"),
        Optional.of(text(detail, "userId"))
            .filter(id -> DISCORD_ID.matcher(id).matches())
            .map(UserId::new),
        text(detail, "subdomain"),
        text(detail, "status"),
        text(detail, "attention"),
        text(detail, "reason"),
        Label.read(ServerSize.class, text(detail, "largerSize")).known(),
        time(detail, "shutdownAt"),
        detail.path("canKeepAlive").asBoolean(),
        text(session, "title"),
        time(session, "startsAt"),
        text(detail, "borrowerId"),
        text(detail, "amount"),
        text(detail, "currency"),
        text(detail, "from"));
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText("");
  }

  private static Optional<Instant> time(JsonNode json, String field) {
    return Optional.of(text(json, field)).filter(text -> !text.isEmpty()).map(Instant::parse);
  }
}
