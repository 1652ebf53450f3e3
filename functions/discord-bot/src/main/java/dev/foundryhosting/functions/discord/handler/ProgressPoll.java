package dev.foundryhosting.functions.discord.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.interaction.Language;
import dev.foundryhosting.functions.discord.interaction.ReplyAddress;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A server in motion that is looked at until it stands still, so that its dashboard shows each
 * phase.
 *
 * @param reply the answer that shows it; empty when only the dashboard in the channel does
 * @param receivedAt when the reply's interaction came
 * @param hop how often this was handed over already
 */
record ProgressPoll(
    UserId user, Language language, Optional<ReplyAddress> reply, Instant receivedAt, int hop) {
  private static final String KIND = "kind";
  private static final String WATCH = "watch";

  ProgressPoll next() {
    return new ProgressPoll(user, language, reply, receivedAt, hop + 1);
  }

  ObjectNode json() {
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

  /** Empty when the work is of another kind. */
  static Optional<ProgressPoll> read(JsonNode work) {
    if (!work.path(KIND).asText().equals(WATCH)) {
      return Optional.empty();
    }
    Optional<ReplyAddress> reply =
        work.has("token")
            ? Optional.of(
                new ReplyAddress(work.path("applicationId").asText(), work.path("token").asText()))
            : Optional.empty();
    return Optional.of(
        new ProgressPoll(
            new UserId(work.path("userId").textValue()),
            Language.of(work.path("language").asText()),
            reply,
            Instant.ofEpochSecond(work.path("receivedAt").asLong()),
            work.path("hop").asInt()));
  }
}
