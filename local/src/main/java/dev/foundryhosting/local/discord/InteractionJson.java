package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** An interaction as Discord sends it ("Interaction Object"). */
final class InteractionJson {
  private InteractionJson() {}

  /**
   * @param source the message that was pressed on
   */
  static ObjectNode of(Exchange exchange, Channel channel, ObjectNode data, Optional<Post> source) {
    Person person = exchange.person();
    boolean direct = channel.kind() == Channel.Kind.DIRECT;
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", 1)
            .put("id", exchange.id())
            .put("application_id", Guild.APPLICATION)
            .put("type", exchange.kind().code())
            .put("token", exchange.token())
            .put("channel_id", channel.id())
            .put("locale", person.locale())
            .put("context", direct ? 1 : 0)
            .put("app_permissions", Long.toString(Permissions.ofBot(channel)));
    json.set("channel", channel.json());
    json.set("data", data);
    source.ifPresent(post -> json.set("message", post.json()));
    if (direct) {
      json.set("user", user(person));
      return json;
    }
    json.put("guild_id", Guild.ID).put("guild_locale", "en-US");
    ObjectNode member = json.putObject("member");
    member.set("user", user(person));
    member.putNull("nick").put("permissions", Long.toString(Permissions.of(person, channel)));
    person.roles().forEach(member.putArray("roles")::add);
    return json;
  }

  private static ObjectNode user(Person person) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", person.id())
        .put("username", person.name().toLowerCase(Locale.ROOT))
        .put("global_name", person.name())
        .put("discriminator", "0")
        .put("bot", false);
  }
}
