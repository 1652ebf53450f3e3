/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionReader;
import dev.foundryhosting.lambda.Json;
import java.time.Instant;
import java.util.Optional;

/** An interaction in the queue, between its first response and its task. */
public final class QueuedInteraction {
  private static final String KIND = "kind";
  private static final String INTERACTION = "interaction";
  private static final String RECEIVED_AT = "receivedAt";

  private QueuedInteraction() {}

  public static ObjectNode of(ObjectNode interaction, Instant receivedAt) {
    ObjectNode lean = interaction.deepCopy();
    // The task reads neither the message's text nor what Discord knows of the users named.
    if (lean.get("message") instanceof ObjectNode message) {
      message.retain("id");
    }
    if (lean.get("data") instanceof ObjectNode data) {
      data.remove("resolved");
    }
    return Json.object()
        .put(KIND, INTERACTION)
        .put(RECEIVED_AT, receivedAt.getEpochSecond())
        .set(INTERACTION, lean);
  }

  /** Empty when the queued task is of another kind. */
  static Optional<Interaction> read(JsonNode task) {
    return task.path(KIND).asText().equals(INTERACTION)
        ? Optional.of(
            InteractionReader.read(
                task.path(INTERACTION), Instant.ofEpochSecond(task.path(RECEIVED_AT).asLong())))
        : Optional.empty();
  }
}
