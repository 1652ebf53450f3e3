/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The bot's work on channels and their messages, outside of interactions ("Channels Resource",
 * "Create Guild Channel", "Messages Resource").
 */
@Singleton
class BotChannels {
  private static final int MOST_IN_CATEGORY = 50;

  private final Community community;

  BotChannels(Community community) {
    this.community = community;
  }

  /** The channels of the Discord server that the bot can see. */
  List<Channel> all() {
    return community.snapshot().channels().stream()
        .filter(channel -> channel.kind() != Channel.Kind.DIRECT)
        .filter(channel -> (Permissions.ofBot(channel) & Permissions.VIEW_CHANNEL) != 0)
        .toList();
  }

  Channel create(JsonNode wanted) {
    Part part = Part.whole(wanted).object();
    part.found("type").ifPresent(type -> type.number(0, 0));
    String name = part.at("name").text(1, 100).toLowerCase(Locale.ROOT).replace(' ', '-');
    String topic = part.found("topic").map(text -> text.text(0, 1024)).orElse("");
    Optional<String> category = part.found("parent_id").map(this::category);
    List<Overwrite> overwrites =
        part.found("permission_overwrites")
            .map(list -> list.items(0, 100).stream().map(BotChannels::overwrite).toList())
            .or(() -> category.map(id -> community.channel(id).overwrites()))
            .orElse(List.of());
    return community.add(Channel.text(community.newId(), name, topic, category, overwrites));
  }

  Channel delete(String id) {
    Channel channel = community.channel(id);
    Permissions.needs(channel, Permissions.MANAGE_CHANNELS);
    community.remove(channel);
    return channel;
  }

  Channel direct(JsonNode wanted) {
    String recipient = Part.whole(wanted).object().at("recipient_id").id();
    Person person = Guild.person(recipient).orElseThrow(Refusal.UNKNOWN_USER);
    return community.direct(person);
  }

  Post send(String channelId, JsonNode message) {
    Permissions.needs(community.channel(channelId), Permissions.SEND_MESSAGES);
    MessageRules.check(message);
    Part part = Part.whole(message);
    if ((part.at("flags").json().asInt() & MessageRules.EPHEMERAL) != 0) {
      throw part.at("flags").refused("must not be ephemeral outside of interactions");
    }
    Optional<String> nonce =
        part.found("nonce")
            .filter(given -> part.flag("enforce_nonce"))
            .map(given -> given.json().textValue());
    return community.sendOnce(channelId, message, nonce);
  }

  Post edit(String channelId, String id, JsonNode message) {
    Post post = visible(channelId, id);
    MessageRules.check(message);
    return community.edit(post.id(), message);
  }

  void deleteMessage(String channelId, String id) {
    community.removePost(visible(channelId, id).id());
  }

  private Post visible(String channelId, String id) {
    Permissions.needs(community.channel(channelId), Permissions.VIEW_CHANNEL);
    return community
        .post(id)
        .filter(post -> post.channelId().equals(channelId) && post.reader().isEmpty())
        .orElseThrow(Refusal.UNKNOWN_MESSAGE);
  }

  private String category(Part parent) {
    String id = parent.id();
    List<Channel> all = all();
    if (all.stream().noneMatch(c -> c.id().equals(id) && c.kind() == Channel.Kind.CATEGORY)) {
      throw parent.refused("must be a category");
    }
    if (all.stream().filter(c -> c.parent().filter(id::equals).isPresent()).count()
        >= MOST_IN_CATEGORY) {
      throw parent.refused("has the maximum number of channels (%d)".formatted(MOST_IN_CATEGORY));
    }
    return id;
  }

  private static Overwrite overwrite(Part each) {
    boolean role = each.object().at("type").number(0, 1) == 0;
    String id = each.at("id").id();
    boolean known =
        role ? Guild.isRole(id) : id.equals(Guild.APPLICATION) || Guild.person(id).isPresent();
    if (!known) {
      throw each.at("id").refused("must be a role or a member of the Discord server");
    }
    return new Overwrite(id, bits(each, "allow"), bits(each, "deny"));
  }

  /** The bot may give and take only permissions that it has itself. */
  private static long bits(Part overwrite, String field) {
    Optional<Part> bits = overwrite.found(field);
    if (bits.isEmpty()) {
      return 0;
    }
    long value;
    try {
      value = Long.parseLong(bits.get().text(1, 20));
    } catch (NumberFormatException e) {
      throw bits.get().refused("must be permission bits");
    }
    if ((value & ~(Permissions.BOT | Permissions.EVERYBODY)) != 0) {
      throw Refusal.MISSING_PERMISSIONS.get();
    }
    return value;
  }
}
