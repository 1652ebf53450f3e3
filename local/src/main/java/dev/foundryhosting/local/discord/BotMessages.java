package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** What the bot writes unasked ("Messages Resource"). */
@Singleton
class BotMessages {
  /** For how long Discord knows a nonce again: "some minutes". */
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
    Channel channel = community.channel(channelId);
    BotChannels.need(channel, Permissions.SEND_MESSAGES);
    MessageRules.check(message);
    if ((message.path("flags").asInt() & MessageRules.EPHEMERAL) != 0) {
      throw Refusal.invalid("flags", "must not be ephemeral outside of interactions");
    }
    Optional<String> nonce =
        message.path("enforce_nonce").asBoolean()
            ? Optional.ofNullable(message.path("nonce").textValue())
            : Optional.empty();
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
    visible(channelId, id);
    MessageRules.check(message);
    return community.change(id, before -> before.edited(message, clock.instant()));
  }

  void delete(String channelId, String id) {
    community.removePost(visible(channelId, id).id());
  }

  private Post visible(String channelId, String id) {
    BotChannels.need(community.channel(channelId), Permissions.VIEW_CHANNEL);
    return community
        .post(id)
        .filter(post -> post.channelId().equals(channelId) && post.reader().isEmpty())
        .orElseThrow(Refusal::unknownMessage);
  }
}
