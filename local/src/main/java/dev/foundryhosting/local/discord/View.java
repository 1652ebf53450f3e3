/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one person sees of the Discord server, as the page draws it. All but the time is null when
 * the page has this version already.
 */
@JsonInclude(Include.NON_NULL)
record View(
    Instant now,
    @Nullable Long version,
    @Nullable String bot,
    @Nullable List<Member> people,
    @Nullable List<Room> channels,
    @Nullable JsonNode commands) {

  /** A person whom the page's user may choose to be. */
  record Member(String id, String name, String about, boolean maintainer) {}

  /** A channel with those of its messages that the person sees. */
  @JsonInclude(Include.NON_NULL)
  record Room(
      String id,
      boolean direct,
      String name,
      String topic,
      @Nullable String category,
      List<ObjectNode> posts) {}

  /**
   * @param seen the version that the page has
   */
  static View of(Person person, Community.Snapshot all, long seen, Instant now) {
    if (all.version() == seen) {
      return new View(now, null, null, null, null, null);
    }
    return new View(
        now,
        all.version(),
        Guild.BOT_NAME,
        Guild.PEOPLE.stream()
            .map(each -> new Member(each.id(), each.name(), each.about(), each.isMaintainer()))
            .toList(),
        all.channels().stream()
            .filter(channel -> channel.kind() != Channel.Kind.CATEGORY)
            .filter(channel -> Permissions.sees(person, channel))
            .map(channel -> room(person, channel, all))
            .toList(),
        all.commands());
  }

  private static Room room(Person person, Channel channel, Community.Snapshot all) {
    boolean direct = channel.kind() == Channel.Kind.DIRECT;
    return new Room(
        channel.id(),
        direct,
        direct ? Guild.BOT_NAME : channel.name(),
        channel.topic(),
        all.channels().stream()
            .filter(each -> channel.parent().filter(each.id()::equals).isPresent())
            .map(Channel::name)
            .findFirst()
            .orElse(null),
        all.posts().stream()
            .filter(post -> post.channelId().equals(channel.id()) && post.isSeenBy(person))
            .map(View::post)
            .toList());
  }

  private static ObjectNode post(Post post) {
    ObjectNode json = post.json().put("ephemeral", post.reader().isPresent());
    json.put("thinking", post.thinking());
    post.cause()
        .filter(cause -> !cause.what().isEmpty())
        .ifPresent(
            cause -> json.putObject("cause").put("who", cause.who()).put("what", cause.what()));
    return json;
  }
}
