/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The channels, messages and commands of the made-up Discord server, in memory. */
@Singleton
class Community {
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Post> posts = new LinkedHashMap<>();

  /** The messages of the last minutes by their nonces, deleted ones too. */
  private final Map<String, Post> sent = new HashMap<>();

  private JsonNode registered = JsonNodeFactory.instance.arrayNode();
  private long version = 1;

  Community() {
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

  /**
   * @throws Refusal when there is no such channel
   */
  synchronized Channel channel(String id) {
    return Optional.ofNullable(channels.get(id)).orElseThrow(Refusal.UNKNOWN_CHANNEL);
  }

  synchronized void add(Channel channel) {
    channels.put(channel.id(), channel);
    version++;
  }

  /** Removes a channel with its messages. */
  synchronized void remove(Channel channel) {
    channels.remove(channel.id());
    posts.values().removeIf(post -> post.channelId().equals(channel.id()));
    version++;
  }

  /** The channel of direct messages with a person; makes it when there is none. */
  synchronized Channel direct(Person person, String newId) {
    Optional<Channel> known =
        channels.values().stream()
            .filter(channel -> channel.recipient().filter(person.id()::equals).isPresent())
            .findFirst();
    if (known.isEmpty()) {
      add(Channel.direct(newId, person));
    }
    return known.orElseGet(() -> channel(newId));
  }

  synchronized Optional<Post> post(String id) {
    return Optional.ofNullable(posts.get(id));
  }

  synchronized void add(Post post) {
    posts.put(post.id(), post);
    version++;
  }

  /**
   * Adds a message, unless the bot has sent one with its nonce since then, in any channel: the
   * answer is that one.
   *
   * @throws Refusal when that one was deleted
   */
  synchronized Post addOnce(Post post, Instant since) {
    sent.values().removeIf(earlier -> !earlier.at().isAfter(since));
    Optional<Post> same = post.nonce().map(sent::get);
    if (same.isPresent()) {
      return post(same.get().id()).orElseThrow(Refusal.UNKNOWN_MESSAGE);
    }
    post.nonce().ifPresent(nonce -> sent.put(nonce, post));
    add(post);
    return post;
  }

  /**
   * @throws Refusal when there is no such message any more
   */
  synchronized Post change(String id, UnaryOperator<Post> how) {
    Post changed = how.apply(post(id).orElseThrow(Refusal.UNKNOWN_MESSAGE));
    add(changed);
    return changed;
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
