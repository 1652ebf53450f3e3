package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the bot does with channels ("Channels Resource", "Create Guild Channel"). */
@Singleton
class BotChannels {
  private static final int NAME = 100;
  private static final int TOPIC = 1024;
  private static final int OVERWRITES = 100;
  private static final int BITS = 20;
  private static final int IN_CATEGORY = 50;

  private final Community community;
  private final Snowflakes ids;

  BotChannels(Community community, Snowflakes ids) {
    this.community = community;
    this.ids = ids;
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
    part.at("type").found().ifPresent(type -> type.number(0, 0));
    String name = part.at("name").text(1, NAME).toLowerCase(Locale.ROOT).replace(' ', '-');
    String topic = part.at("topic").found().map(text -> text.text(0, TOPIC)).orElse("");
    Optional<String> category = part.at("parent_id").found().map(this::category);
    Channel made = Channel.text(ids.next(), name, topic, category, overwrites(part, category));
    community.add(made);
    return made;
  }

  Channel delete(String id) {
    Channel channel = community.channel(id);
    need(channel, Permissions.MANAGE_CHANNELS);
    community.remove(channel);
    return channel;
  }

  Channel direct(JsonNode wanted) {
    String recipient = Part.whole(wanted).object().at("recipient_id").id();
    return community.direct(Guild.person(recipient).orElseThrow(Refusal::unknownUser), ids.next());
  }

  /**
   * @throws Refusal when the bot may not do that there
   */
  static void need(Channel channel, long permission) {
    long allowed = Permissions.ofBot(channel);
    if ((allowed & Permissions.VIEW_CHANNEL) == 0) {
      throw Refusal.missingAccess();
    }
    if ((allowed & permission) != permission) {
      throw Refusal.missingPermissions();
    }
  }

  private String category(Part parent) {
    String id = parent.id();
    List<Channel> all = all();
    if (all.stream().noneMatch(c -> c.id().equals(id) && c.kind() == Channel.Kind.CATEGORY)) {
      throw parent.refused("must be a category");
    }
    if (all.stream().filter(c -> c.parent().filter(id::equals).isPresent()).count()
        >= IN_CATEGORY) {
      throw parent.refused("has the maximum number of channels (%d)".formatted(IN_CATEGORY));
    }
    return id;
  }

  /** Those of the category hold where none are given. */
  private List<Overwrite> overwrites(Part channel, Optional<String> category) {
    Part given = channel.at("permission_overwrites");
    if (given.isAbsent()) {
      return category.map(id -> community.channel(id).overwrites()).orElse(List.of());
    }
    List<Overwrite> overwrites = new ArrayList<>();
    for (Part each : given.items(0, OVERWRITES)) {
      boolean role = each.object().at("type").number(0, 1) == 0;
      String id = each.at("id").id();
      boolean known =
          role ? Guild.isRole(id) : id.equals(Guild.APPLICATION) || Guild.person(id).isPresent();
      if (!known) {
        throw each.at("id").refused("must be a role or a member of the Discord server");
      }
      overwrites.add(new Overwrite(id, bits(each.at("allow")), bits(each.at("deny"))));
    }
    return overwrites;
  }

  /** The bot gives and takes what it has itself, and nothing else. */
  private static long bits(Part bits) {
    if (bits.isAbsent()) {
      return 0;
    }
    long value;
    try {
      value = Long.parseLong(bits.text(1, BITS));
    } catch (NumberFormatException e) {
      throw bits.refused("must be permission bits");
    }
    if ((value & ~(Permissions.BOT | Permissions.EVERYBODY)) != 0) {
      throw Refusal.missingPermissions();
    }
    return value;
  }
}
