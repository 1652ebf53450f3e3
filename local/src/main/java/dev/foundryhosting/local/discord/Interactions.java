/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Sends interactions to the bot and does what its responses say ("Receiving and Responding to
 * Interactions").
 */
@Singleton
class Interactions {
  private static final Logger LOG = Logger.getLogger(Interactions.class);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  // "Interaction Callback Type".
  private static final int MESSAGE = 4;
  private static final int DEFERRED_MESSAGE = 5;
  private static final int UPDATE = 7;
  private static final int AUTOCOMPLETE_RESULT = 8;
  private static final int MODAL = 9;

  private final Community community;
  private final BotEndpoint bot;
  private final Clock clock;
  private final Map<String, Answered> answered = new ConcurrentHashMap<>();
  private final Map<String, OpenForm> forms = new ConcurrentHashMap<>();

  Interactions(Community community, BotEndpoint bot, Clock clock) {
    this.community = community;
    this.bot = bot;
    this.clock = clock;
  }

  /** A form on a person's screen, and the interaction that opened it. */
  record OpenForm(Interaction opener, JsonNode modal) {}

  /** An interaction and the message that is its response. */
  private record Answered(Interaction interaction, String postId) {}

  Optional<OpenForm> form(String id) {
    return Optional.ofNullable(forms.get(id));
  }

  void close(String formId) {
    forms.remove(formId);
  }

  /**
   * Delivers an interaction and does what the bot responds.
   *
   * @param caption what stands above the response; empty for a button
   */
  InteractionResult deliver(
      Interaction.Kind kind,
      Person person,
      Channel channel,
      String caption,
      ObjectNode data,
      Optional<Post> source) {
    String token = "made-up-" + UUID.randomUUID();
    Interaction interaction =
        new Interaction(
            community.newId(), token, kind, person, channel, caption, clock.instant(), source);
    try {
      return apply(interaction, bot.send(interaction.json(data)));
    } catch (BotEndpoint.NoAnswer | Refusal e) {
      LOG.warnf("Discord would not take the bot's response: %s", e.getMessage());
      return InteractionResult.Failed.because("The application did not respond: " + e.getMessage());
    }
  }

  /** "Edit Original Interaction Response". */
  Post editOriginal(String token, JsonNode message) {
    Answered alive = alive(token);
    MessageRules.check(message);
    return community.edit(alive.postId, message);
  }

  /** "Create Followup Message"; the first one replaces a deferred response. */
  Post followUp(String token, JsonNode message) {
    Answered alive = alive(token);
    MessageRules.check(message);
    if (community.post(alive.postId).filter(Post::thinking).isPresent()) {
      return editOriginal(token, message);
    }
    return add(alive.interaction, Part.whole(message), false);
  }

  private Answered alive(String token) {
    Answered known = Optional.ofNullable(answered.get(token)).orElseThrow(Refusal.UNKNOWN_WEBHOOK);
    if (clock.instant().isAfter(known.interaction.at().plus(TOKEN_LIFE))) {
      throw Refusal.EXPIRED_TOKEN.get();
    }
    return known;
  }

  private InteractionResult apply(Interaction interaction, JsonNode response) {
    Part type = Part.whole(response).object().at("type");
    Part data = Part.whole(response).at("data");
    int code = type.number(MESSAGE, MODAL);
    boolean autocomplete = interaction.kind() == Interaction.Kind.AUTOCOMPLETE;
    if (autocomplete != (code == AUTOCOMPLETE_RESULT)) {
      throw type.refused("must be 8 for autocomplete, and for nothing else");
    }
    return switch (code) {
      case AUTOCOMPLETE_RESULT -> choices(data.at("choices"));
      case MODAL -> open(interaction, type, data);
      default -> {
        String postId = post(interaction, code, type, data);
        answered.put(interaction.token(), new Answered(interaction, postId));
        yield new InteractionResult.Done();
      }
    };
  }

  /** The message that is the response: a new one, or the one with the component. */
  private String post(Interaction interaction, int code, Part type, Part data) {
    if (code == MESSAGE || code == UPDATE) {
      MessageRules.check(data.json());
    }
    if (code == MESSAGE || code == DEFERRED_MESSAGE) {
      return add(interaction, data, code == DEFERRED_MESSAGE).id();
    }
    String source =
        interaction
            .source()
            .map(Post::id)
            .orElseThrow(() -> type.refused("must not update a message without a component"));
    if (code == UPDATE) {
      community.edit(source, data.json());
    }
    return source;
  }

  private Post add(Interaction interaction, Part message, boolean thinking) {
    int flags = message.found("flags").map(each -> each.number(0, 1 << 15)).orElse(0);
    Optional<String> reader =
        Optional.of(interaction.person().id()).filter(id -> (flags & MessageRules.EPHEMERAL) != 0);
    return community.send(
        interaction.channel().id(),
        message.json(),
        reader,
        thinking,
        Optional.of(new Post.Cause(interaction.person().name(), interaction.caption())));
  }

  private static InteractionResult choices(Part choices) {
    for (Part choice : choices.items(0, 25)) {
      choice.at("name").text(1, 100);
      choice.at("value").text(1, 100);
    }
    return new InteractionResult.Choices(choices.json());
  }

  private InteractionResult open(Interaction interaction, Part type, Part modal) {
    if (interaction.kind() == Interaction.Kind.MODAL) {
      throw type.refused("must not answer a form with a form");
    }
    ComponentRules.checkModal(modal);
    forms.put(interaction.id(), new OpenForm(interaction, modal.json()));
    return new InteractionResult.Form(interaction.id(), modal.json());
  }
}
