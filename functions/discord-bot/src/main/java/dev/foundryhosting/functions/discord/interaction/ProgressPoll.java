/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.rest.ReplyAddress;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A server in motion that is polled until it rests, so that its dashboard shows each phase.
 *
 * @param reply that shows the dashboard; empty when only the member's channel does
 * @param receivedAt when the reply's interaction came
 * @param hop how often the poll was handed over already
 */
public record ProgressPoll(
    UserId user, Language language, Optional<ReplyAddress> reply, Instant receivedAt, int hop) {
  private static final String KIND = "kind";
  private static final String WATCH = "watch";

  public ProgressPoll next() {
    return new ProgressPoll(user, language, reply, receivedAt, hop + 1);
  }

  /** As {@link #read} reads it from the queue. */
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put(KIND, WATCH)
            .put("userId", user.value())
            .put("language", language.code())
            .put("receivedAt", receivedAt.getEpochSecond())
            .put("hop", hop);
    reply.ifPresent(
        address ->
            json.put("applicationId", address.applicationId()).put("token", address.token()));
    return json;
  }

  /** Empty when the queued task is of another kind. */
  public static Optional<ProgressPoll> read(JsonNode task) {
    if (!task.path(KIND).asText().equals(WATCH)) {
      return Optional.empty();
    }
    Optional<ReplyAddress> reply =
        task.has("token")
            ? Optional.of(
                new ReplyAddress(task.path("applicationId").asText(), task.path("token").asText()))
            : Optional.empty();
    return Optional.of(
        new ProgressPoll(
            new UserId(task.path("userId").textValue()),
            Language.of(task.path("language").asText()),
            reply,
            Instant.ofEpochSecond(task.path("receivedAt").asLong()),
            task.path("hop").asInt()));
  }
}
