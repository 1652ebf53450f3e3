package dev.foundryhosting.functions.discord.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionReader;
import dev.foundryhosting.lambda.Json;
import java.time.Instant;
import java.util.Optional;

/** The work that an interaction leaves, on its way from the door to whoever does it. */
public final class InteractionWork {
  private static final String KIND = "kind";
  private static final String INTERACTION = "interaction";
  private static final String RECEIVED_AT = "receivedAt";

  private InteractionWork() {}

  static ObjectNode of(ObjectNode interaction, Instant receivedAt) {
    ObjectNode lean = interaction.deepCopy();
    // What the message with the button says, and what Discord knows of the users named: nobody
    // reads it.
    if (lean.path("message") instanceof ObjectNode message) {
      message.retain("id");
    }
    if (lean.path("data") instanceof ObjectNode data) {
      data.remove("resolved");
    }
    return Json.object()
        .put(KIND, INTERACTION)
        .put(RECEIVED_AT, receivedAt.getEpochSecond())
        .set(INTERACTION, lean);
  }

  /** The interaction; empty when the work is of another kind. */
  public static Optional<Interaction> read(JsonNode work) {
    return work.path(KIND).asText().equals(INTERACTION)
        ? Optional.of(
            InteractionReader.read(
                work.path(INTERACTION), Instant.ofEpochSecond(work.path(RECEIVED_AT).asLong())))
        : Optional.empty();
  }
}
