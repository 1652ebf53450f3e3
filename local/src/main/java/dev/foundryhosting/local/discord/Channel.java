package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A channel ("Channel Object").
 *
 * @param topic empty when there is none
 * @param parent the category that it is in
 * @param recipient who is written to in direct messages
 */
record Channel(
    String id,
    Kind kind,
    String name,
    String topic,
    Optional<String> parent,
    Optional<String> recipient,
    List<Overwrite> overwrites) {

  enum Kind {
    TEXT(0),
    DIRECT(1),
    CATEGORY(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
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

  static Channel direct(String id, Person recipient) {
    return new Channel(
        id, Kind.DIRECT, "", "", Optional.empty(), Optional.of(recipient.id()), List.of());
  }

  List<Overwrite> overwrites(Predicate<String> id) {
    return overwrites.stream().filter(overwrite -> id.test(overwrite.id())).toList();
  }

  /** Discord's JSON of it. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("type", kind.code());
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
