/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person did, as the bot is to hear of it ("Interaction Object").
 *
 * @param token by which the bot writes for it, for 15 minutes
 * @param caption what stands above the answer, such as {@code /foundry dashboard}; empty for a
 *     button
 * @param source the message with the component that was used, or from which the form was opened
 */
record Interaction(
    String id,
    String token,
    Kind kind,
    Person person,
    Channel channel,
    String caption,
    Instant at,
    Optional<Post> source) {

  /** "Interaction Type". */
  enum Kind {
    COMMAND(2),
    COMPONENT(3),
    AUTOCOMPLETE(4),
    MODAL(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /**
   * Discord's JSON of it.
   *
   * @param data the part that depends on the kind
   */
  ObjectNode json(ObjectNode data) {
    boolean direct = channel.kind() == Channel.Kind.DIRECT;
    ObjectNode json =
        Json.object()
            .put("version", 1)
            .put("id", id)
            .put("application_id", Guild.APPLICATION)
            .put("type", kind.code)
            .put("token", token)
            .put("channel_id", channel.id())
            .put("locale", person.locale())
            .put("context", direct ? 1 : 0)
            .put("app_permissions", Long.toString(Permissions.ofBot(channel)));
    json.set("channel", channel.json());
    json.set("data", data);
    source.ifPresent(post -> json.set("message", post.json()));
    if (direct) {
      json.set("user", person.json());
      return json;
    }
    json.put("guild_id", Guild.ID).put("guild_locale", "en-US");
    ObjectNode member = person.memberJson();
    json.set("member", member.put("permissions", Long.toString(Permissions.of(person, channel))));
    return json;
  }
}
