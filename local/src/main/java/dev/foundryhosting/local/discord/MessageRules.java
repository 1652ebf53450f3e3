package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Discord's limits of messages ("Create Message", "Embed Limits"). */
final class MessageRules {
  static final int EPHEMERAL = 1 << 6;

  private static final int CONTENT = 2000;
  private static final int EMBEDS = 10;
  private static final int EMBEDS_TEXT = 6000;
  private static final int TITLE = 256;
  private static final int DESCRIPTION = 4096;
  private static final int FIELDS = 25;
  private static final int FIELD_VALUE = 1024;
  private static final int FOOTER = 2048;
  private static final int WHITE = 0xFFFFFF;
  private static final int NONCE = 25;
  private static final int ALL_FLAGS = 1 << 2 | EPHEMERAL | 1 << 12;
  private static final Set<String> MENTIONS = Set.of("roles", "users", "everyone");

  private MessageRules() {}

  /**
   * @throws Refusal when Discord would not take it
   */
  static void check(JsonNode message) {
    Part part = Part.whole(message).object();
    part.at("content").found().ifPresent(content -> content.text(0, CONTENT));
    part.at("flags").found().ifPresent(flags -> flags.number(0, ALL_FLAGS));
    part.at("nonce").found().ifPresent(nonce -> nonce.text(1, NONCE));
    part.at("enforce_nonce").found().ifPresent(Part::flag);
    part.at("allowed_mentions").at("parse").found().ifPresent(MessageRules::mentions);
    part.at("embeds").found().ifPresent(MessageRules::embeds);
    part.at("components").found().ifPresent(ComponentRules::check);
    if (message.path("content").asText("").isBlank()
        && message.path("embeds").isEmpty()
        && message.path("components").isEmpty()) {
      throw Refusal.emptyMessage();
    }
  }

  private static void mentions(Part parse) {
    for (Part kind : parse.items(0, MENTIONS.size())) {
      if (!MENTIONS.contains(kind.text(1, TITLE))) {
        throw kind.refused("must be one of " + MENTIONS);
      }
    }
  }

  private static void embeds(Part embeds) {
    int total = 0;
    for (Part embed : embeds.items(0, EMBEDS)) {
      total += embed(embed.object());
    }
    if (total > EMBEDS_TEXT) {
      throw embeds.refused("must hold at most %d characters in all".formatted(EMBEDS_TEXT));
    }
  }

  /** How much text it holds. */
  private static int embed(Part embed) {
    int total = optional(embed.at("title"), TITLE) + optional(embed.at("description"), DESCRIPTION);
    embed.at("color").found().ifPresent(color -> color.number(0, WHITE));
    total += optional(embed.at("footer").at("text"), FOOTER);
    if (!embed.at("fields").isAbsent()) {
      for (Part field : embed.at("fields").items(0, FIELDS)) {
        total += filled(field.at("name"), TITLE) + filled(field.at("value"), FIELD_VALUE);
        field.at("inline").found().ifPresent(Part::flag);
      }
    }
    if (total == 0) {
      throw embed.refused("must hold something");
    }
    return total;
  }

  private static int optional(Part text, int most) {
    return text.found().map(found -> found.text(0, most).length()).orElse(0);
  }

  private static int filled(Part text, int most) {
    if (text.text(1, most).isBlank()) {
      throw text.refused("is required");
    }
    return text.json().textValue().length();
  }
}
