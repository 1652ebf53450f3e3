/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.util.List;
import java.util.Optional;

/**
 * A channel ("Channel Object").
 *
 * @param topic empty when there is none
 * @param parent the id of its category
 * @param recipient the id of the person with whom the bot exchanges direct messages
 */
record Channel(
    String id,
    Kind kind,
    String name,
    String topic,
    Optional<String> parent,
    Optional<String> recipient,
    List<Overwrite> overwrites) {

  /** "Channel Types". */
  enum Kind {
    TEXT(0),
    DIRECT(1),
    CATEGORY(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  Channel {
    overwrites = List.copyOf(overwrites);
  }

  static Channel text(
      String id, String name, String topic, Optional<String> parent, List<Overwrite> overwrites) {
    return new Channel(id, Kind.TEXT, name, topic, parent, Optional.empty(), overwrites);
  }

  static Channel category(String id, String name) {
    return new Channel(id, Kind.CATEGORY, name, "", Optional.empty(), Optional.empty(), List.of());
  }

  static Channel direct(String id, Person person) {
    Optional<String> recipient = Optional.of(person.id());
    return new Channel(id, Kind.DIRECT, "", "", Optional.empty(), recipient, List.of());
  }

  /** Discord's JSON of it. */
  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("type", kind.code);
    if (kind == Kind.DIRECT) {
      json.putArray("recipients").addObject().put("id", recipient.orElseThrow());
      return json;
    }
    json.put("guild_id", Guild.ID).put("name", name);
    json.put("topic", topic.isEmpty() ? null : topic);
    json.put("parent_id", parent.orElse(null));
    return json;
  }
}
