/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The bot's messages outside of interactions ("Messages Resource"). */
@Singleton
class BotMessages {
  /** For how long Discord recognises a nonce: "some minutes". */
  private static final Duration NONCE_KNOWN = Duration.ofMinutes(5);

  private final Community community;
  private final Snowflakes ids;
  private final Clock clock;

  BotMessages(Community community, Snowflakes ids, Clock clock) {
    this.community = community;
    this.ids = ids;
    this.clock = clock;
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
    Post post =
        new Post(
            ids.next(),
            channelId,
            message,
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            nonce);
    return community.addOnce(post, clock.instant().minus(NONCE_KNOWN));
  }

  Post edit(String channelId, String id, JsonNode message) {
    Post post = visible(channelId, id);
    MessageRules.check(message);
    return community.change(post.id(), before -> before.edited(message, clock.instant()));
  }

  void delete(String channelId, String id) {
    community.removePost(visible(channelId, id).id());
  }

  private Post visible(String channelId, String id) {
    Permissions.needs(community.channel(channelId), Permissions.VIEW_CHANNEL);
    return community
        .post(id)
        .filter(post -> post.channelId().equals(channelId) && post.reader().isEmpty())
        .orElseThrow(Refusal.UNKNOWN_MESSAGE);
  }
}
