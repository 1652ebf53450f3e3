package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** What one person sees of everything, as the page draws it. */
final class View {
  private View() {}

  static ObjectNode of(Person person, Community.Snapshot all, Instant now) {
    ObjectNode view =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", all.version())
            .put("now", now.toString())
            .put("bot", Guild.BOT_NAME);
    people(view.putArray("people"));
    ArrayNode channels = view.putArray("channels");
    for (Channel channel : all.channels()) {
      if (channel.kind() != Channel.Kind.CATEGORY && Permissions.sees(person, channel)) {
        ObjectNode json = channels.addObject().put("id", channel.id());
        describe(json, channel, all.channels());
        posts(json.putArray("posts"), person, channel, all.posts());
      }
    }
    view.set("commands", all.commands());
    return view;
  }

  private static void people(ArrayNode list) {
    for (Person person : Guild.PEOPLE) {
      list.addObject()
          .put("id", person.id())
          .put("name", person.name())
          .put("about", person.about())
          .put("maintainer", person.isMaintainer());
    }
  }

  private static void describe(ObjectNode json, Channel channel, List<Channel> all) {
    boolean direct = channel.kind() == Channel.Kind.DIRECT;
    json.put("direct", direct)
        .put("name", direct ? Guild.BOT_NAME : channel.name())
        .put("topic", channel.topic());
    all.stream()
        .filter(each -> channel.parent().filter(each.id()::equals).isPresent())
        .findFirst()
        .ifPresent(category -> json.put("category", category.name()));
  }

  private static void posts(ArrayNode list, Person person, Channel channel, List<Post> all) {
    for (Post post : all) {
      if (post.channelId().equals(channel.id()) && post.isSeenBy(person)) {
        ObjectNode json = post.json().put("ephemeral", post.reader().isPresent());
        json.put("thinking", post.thinking());
        post.cause()
            .filter(cause -> !cause.what().isEmpty())
            .ifPresent(
                cause ->
                    json.putObject("cause")
                        .put("who", Guild.person(cause.personId()).map(Person::name).orElse("?"))
                        .put("what", cause.what()));
        list.add(json);
      }
    }
  }
}
