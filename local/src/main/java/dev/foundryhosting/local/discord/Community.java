/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels, messages and commands of the made-up Discord server, in memory. */
@Singleton
class Community {
  /** The first second of 2015, from which Discord's ids count ("Snowflakes"). */
  private static final long EPOCH_MILLIS = 1_420_070_400_000L;

  private static final int BITS_BELOW_TIME = 22;

  /** For how long Discord recognises a nonce: "some minutes". */
  private static final Duration NONCE_KNOWN = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Post> posts = new LinkedHashMap<>();

  /** The messages of the last minutes by their nonces, deleted ones too. */
  private final Map<String, Post> sent = new HashMap<>();

  private JsonNode registered = JsonNodeFactory.instance.arrayNode();
  private long version = 1;
  private long lastId;

  Community(Clock clock) {
    this.clock = clock;
    Guild.channels().forEach(channel -> channels.put(channel.id(), channel));
  }

  /**
   * Everything at one moment.
   *
   * @param version grows with each change
   * @param posts from the oldest to the newest
   * @param commands as the bot registered them
   */
  record Snapshot(long version, List<Channel> channels, List<Post> posts, JsonNode commands) {}

  synchronized Snapshot snapshot() {
    return new Snapshot(
        version, List.copyOf(channels.values()), List.copyOf(posts.values()), registered);
  }

  /** An id for something new: ids grow with time, and each is unique. */
  synchronized String newId() {
    lastId = Math.max((clock.millis() - EPOCH_MILLIS) << BITS_BELOW_TIME, lastId + 1);
    return Long.toString(lastId);
  }

  /**
   * @throws Refusal when there is no such channel
   */
  synchronized Channel channel(String id) {
    return Optional.ofNullable(channels.get(id)).orElseThrow(Refusal.UNKNOWN_CHANNEL);
  }

  synchronized Channel add(Channel channel) {
    channels.put(channel.id(), channel);
    version++;
    return channel;
  }

  /** Removes a channel with its messages. */
  synchronized void remove(Channel channel) {
    channels.remove(channel.id());
    posts.values().removeIf(post -> post.channelId().equals(channel.id()));
    version++;
  }

  /** The channel of direct messages with a person; makes it when there is none. */
  synchronized Channel direct(Person person) {
    return channels.values().stream()
        .filter(channel -> channel.recipient().filter(person.id()::equals).isPresent())
        .findFirst()
        .orElseGet(() -> add(Channel.direct(newId(), person)));
  }

  synchronized Optional<Post> post(String id) {
    return Optional.ofNullable(posts.get(id));
  }

  /** Adds a message; the parameters are those of {@link Post}. */
  synchronized Post send(
      String channelId,
      JsonNode body,
      Optional<String> reader,
      boolean thinking,
      Optional<Post.Cause> cause) {
    Instant now = clock.instant();
    return put(new Post(newId(), channelId, body, now, Optional.empty(), reader, thinking, cause));
  }

  /**
   * Adds a message for all, unless the bot has sent one with its nonce lately, in any channel: the
   * answer is that one.
   *
   * @throws Refusal when that one was deleted
   */
  synchronized Post sendOnce(String channelId, JsonNode body, Optional<String> nonce) {
    Instant since = clock.instant().minus(NONCE_KNOWN);
    sent.values().removeIf(earlier -> !earlier.at().isAfter(since));
    Optional<Post> same = nonce.map(sent::get);
    if (same.isPresent()) {
      return post(same.get().id()).orElseThrow(Refusal.UNKNOWN_MESSAGE);
    }
    Post post = send(channelId, body, Optional.empty(), false, Optional.empty());
    nonce.ifPresent(key -> sent.put(key, post));
    return post;
  }

  /**
   * @throws Refusal when there is no such message any more
   */
  synchronized Post edit(String id, JsonNode change) {
    Post post = post(id).orElseThrow(Refusal.UNKNOWN_MESSAGE);
    return put(post.edited(change, clock.instant()));
  }

  private Post put(Post post) {
    posts.put(post.id(), post);
    version++;
    return post;
  }

  synchronized void removePost(String id) {
    if (posts.remove(id) != null) {
      version++;
    }
  }

  synchronized List<Command> commands() {
    return new ObjectMapper().convertValue(registered, new TypeReference<>() {});
  }

  /** Registers all commands in place of those that are there. */
  synchronized void register(JsonNode commands) {
    registered = commands;
    version++;
  }
}
