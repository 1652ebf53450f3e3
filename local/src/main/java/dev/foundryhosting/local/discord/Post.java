/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message of the bot's ("Message Object").
 *
 * @param body content, embeds and components, as the bot sent them
 * @param edited when it was edited last
 * @param reader the id of the only person who sees it, when it is ephemeral
 * @param thinking whether the bot has deferred it
 * @param cause the interaction that it answers
 */
record Post(
    String id,
    String channelId,
    JsonNode body,
    Instant at,
    Optional<Instant> edited,
    Optional<String> reader,
    boolean thinking,
    Optional<Cause> cause) {

  /**
   * An interaction.
   *
   * @param who the person's name
   * @param what the command, such as {@code /foundry dashboard}; empty for a button
   */
  record Cause(String who, String what) {}

  Post {
    body = merged(Json.object(), body);
  }

  boolean isSeenBy(Person person) {
    return reader.isEmpty() || reader.get().equals(person.id());
  }

  /** This message after an edit: what the bot does not name stays. */
  Post edited(JsonNode change, Instant now) {
    return new Post(
        id,
        channelId,
        merged(body, change),
        at,
        thinking ? Optional.empty() : Optional.of(now),
        reader,
        false,
        cause);
  }

  /** Discord's JSON of it. */
  ObjectNode json() {
    ObjectNode json = body.deepCopy();
    json.put("id", id).put("channel_id", channelId).put("timestamp", at.toString());
    json.put("edited_timestamp", edited.map(Instant::toString).orElse(null));
    json.put("flags", reader.isPresent() ? MessageRules.EPHEMERAL : 0);
    json.putObject("author")
        .put("id", Guild.APPLICATION)
        .put("username", Guild.BOT_NAME)
        .put("bot", true);
    return json;
  }

  private static ObjectNode merged(JsonNode before, JsonNode change) {
    ObjectNode merged = Json.object();
    for (String field : List.of("content", "embeds", "components")) {
      JsonNode value = (change.has(field) ? change : before).get(field);
      if (value != null) {
        merged.set(field, value.deepCopy());
      }
    }
    return merged;
  }
}
