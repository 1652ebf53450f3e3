package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Channels, messages and commands as they are now; all of it in memory. */
@Singleton
class Community {
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Map<String, Post> posts = new LinkedHashMap<>();

  /** What the bot sent in the last minutes, by nonces; also what was deleted since. */
  private final Map<String, Post> sent = new HashMap<>();

  private JsonNode commands = JsonNodeFactory.instance.arrayNode();
  private long version = 1;

  Community() {
    Guild.channels().forEach(channel -> channels.put(channel.id(), channel));
  }

  /**
   * Everything at one moment.
   *
   * @param version another one whenever something changed
   * @param posts from the oldest to the newest
   */
  record Snapshot(long version, List<Channel> channels, List<Post> posts, JsonNode commands) {}

  synchronized Snapshot snapshot() {
    return new Snapshot(
        version, List.copyOf(channels.values()), List.copyOf(posts.values()), commands);
  }

  /**
   * @throws Refusal when there is no such channel
   */
  synchronized Channel channel(String id) {
    return Optional.ofNullable(channels.get(id)).orElseThrow(Refusal::unknownChannel);
  }

  synchronized void add(Channel channel) {
    channels.put(channel.id(), channel);
    version++;
  }

  /** Removes a channel with all that was said there. */
  synchronized void remove(Channel channel) {
    channels.remove(channel.id());
    posts.values().removeIf(post -> post.channelId().equals(channel.id()));
    version++;
  }

  /** The channel of direct messages with somebody; it is made if need be. */
  synchronized Channel direct(Person person, String newId) {
    return channels.values().stream()
        .filter(channel -> channel.recipient().filter(person.id()::equals).isPresent())
        .findFirst()
        .orElseGet(
            () -> {
              Channel made = Channel.direct(newId, person);
              add(made);
              return made;
            });
  }

  synchronized Optional<Post> post(String id) {
    return Optional.ofNullable(posts.get(id));
  }

  synchronized void add(Post post) {
    posts.put(post.id(), post);
    version++;
  }

  /**
   * Adds a message, unless the bot sent one with its nonce since then, wherever that was: then it
   * is that one.
   *
   * @throws Refusal when that one was deleted
   */
  synchronized Post addOnce(Post post, Instant since) {
    sent.values().removeIf(earlier -> !earlier.at().isAfter(since));
    Optional<Post> same = post.nonce().map(sent::get);
    if (same.isPresent()) {
      return post(same.get().id()).orElseThrow(Refusal::unknownMessage);
    }
    post.nonce().ifPresent(nonce -> sent.put(nonce, post));
    add(post);
    return post;
  }

  /**
   * @throws Refusal when there is no such message any more
   */
  synchronized Post change(String id, UnaryOperator<Post> how) {
    Post changed = how.apply(post(id).orElseThrow(Refusal::unknownMessage));
    posts.put(id, changed);
    version++;
    return changed;
  }

  synchronized void removePost(String id) {
    if (posts.remove(id) != null) {
      version++;
    }
  }

  synchronized JsonNode commands() {
    return commands;
  }

  synchronized void commands(JsonNode all) {
    commands = all;
    version++;
  }
}
