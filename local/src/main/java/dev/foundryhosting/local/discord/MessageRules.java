/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Discord's limits of messages ("Create Message", "Embed Limits"). */
final class MessageRules {
  static final int EPHEMERAL = 1 << 6;

  private static final int ALL_FLAGS = 1 << 2 | EPHEMERAL | 1 << 12;
  private static final Set<String> MENTIONS = Set.of("roles", "users", "everyone");

  private MessageRules() {}

  /**
   * @throws Refusal when Discord would not take it
   */
  static void check(JsonNode message) {
    Part part = Part.whole(message).object();
    String content = part.found("content").map(text -> text.text(0, 2000)).orElse("");
    part.found("flags").ifPresent(flags -> flags.number(0, ALL_FLAGS));
    part.found("nonce").ifPresent(nonce -> nonce.text(1, 25));
    part.flag("enforce_nonce");
    part.at("allowed_mentions").found("parse").ifPresent(MessageRules::mentions);
    part.found("embeds").ifPresent(MessageRules::embeds);
    part.found("components").ifPresent(ComponentRules::check);
    if (content.isBlank()
        && part.at("embeds").json().isEmpty()
        && part.at("components").json().isEmpty()) {
      throw Refusal.EMPTY_MESSAGE.get();
    }
  }

  private static void mentions(Part parse) {
    for (Part kind : parse.items(0, MENTIONS.size())) {
      if (!MENTIONS.contains(kind.text(1, 256))) {
        throw kind.refused("must be one of " + MENTIONS);
      }
    }
  }

  private static void embeds(Part embeds) {
    int total = embeds.items(0, 10).stream().mapToInt(MessageRules::embed).sum();
    if (total > 6000) {
      throw embeds.refused("must hold at most 6000 characters in all");
    }
  }

  /** The number of characters in an embed. */
  private static int embed(Part embed) {
    int total = length(embed.object(), "title", 256) + length(embed, "description", 4096);
    embed.found("color").ifPresent(color -> color.number(0, 0xFFFFFF));
    total += length(embed.at("footer"), "text", 2048);
    for (Part field : embed.found("fields").map(list -> list.items(0, 25)).orElse(List.of())) {
      total += filled(field.at("name"), 256) + filled(field.at("value"), 1024);
      field.flag("inline");
    }
    if (total == 0) {
      throw embed.refused("must hold something");
    }
    return total;
  }

  private static int length(Part part, String field, int most) {
    return part.found(field).map(text -> text.text(0, most).length()).orElse(0);
  }

  private static int filled(Part text, int most) {
    if (text.text(1, most).isBlank()) {
      throw text.refused("is required");
    }
    return text.json().textValue().length();
  }
}
