package dev.foundryhosting.local.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
 * Brings what people do to the bot, and the bot's answers to where they belong ("Receiving and
 * Responding to Interactions").
 */
@Singleton
class Interactions {
  private static final Logger LOG = Logger.getLogger(Interactions.class);

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);
  private static final int MESSAGE = 4;
  private static final int MESSAGE_LATER = 5;
  private static final int CHANGE_LATER = 6;
  private static final int CHANGE = 7;
  private static final int CHOICES = 8;
  private static final int FORM = 9;
  private static final int PROPOSALS = 25;
  private static final int PROPOSAL = 100;

  private final Community community;
  private final BotEndpoint bot;
  private final Snowflakes ids;
  private final Clock clock;
  private final Map<String, Exchange> answered = new ConcurrentHashMap<>();
  private final Map<String, OpenForm> forms = new ConcurrentHashMap<>();

  Interactions(Community community, BotEndpoint bot, Snowflakes ids, Clock clock) {
    this.community = community;
    this.bot = bot;
    this.ids = ids;
    this.clock = clock;
  }

  /** A form that somebody has before him, and from where it came. */
  record OpenForm(String personId, String channelId, JsonNode modal, Optional<String> source) {}

  Optional<OpenForm> form(String id) {
    return Optional.ofNullable(forms.get(id));
  }

  void close(String formId) {
    forms.remove(formId);
  }

  /**
   * Delivers an interaction and does what the bot answers at once.
   *
   * @param what it is called above the answer; empty for a button
   */
  InteractionResult deliver(
      Exchange.Kind kind,
      Person person,
      Channel channel,
      String what,
      ObjectNode data,
      Optional<Post> source) {
    Exchange exchange =
        new Exchange(
            ids.next(),
            "made-up-" + UUID.randomUUID(),
            kind,
            person,
            channel.id(),
            what,
            clock.instant(),
            source.map(Post::id),
            Optional.empty());
    try {
      return apply(exchange, bot.send(InteractionJson.of(exchange, channel, data, source)));
    } catch (BotEndpoint.NoAnswer e) {
      LOG.warnf("The bot did not respond: %s", e.getMessage());
      return new InteractionResult.NotAnswered(e.getMessage());
    } catch (Refusal e) {
      LOG.warnf("Discord would not take the bot's answer: %s", e.getMessage());
      return new InteractionResult.NotAnswered(e.getMessage());
    }
  }

  /** "Edit Original Interaction Response". */
  Post editOriginal(String token, JsonNode message) {
    Exchange exchange = alive(token);
    MessageRules.check(message);
    return community.change(
        exchange.original().orElseThrow(), post -> post.edited(message, clock.instant()));
  }

  /** "Create Followup Message"; the first one takes the place of what was only promised. */
  Post followUp(String token, JsonNode message) {
    Exchange exchange = alive(token);
    MessageRules.check(message);
    if (exchange.original().flatMap(community::post).filter(Post::thinking).isPresent()) {
      return editOriginal(token, message);
    }
    return say(exchange, message, message.path("flags").asInt(), false);
  }

  private Exchange alive(String token) {
    Exchange exchange =
        Optional.ofNullable(answered.get(token)).orElseThrow(Refusal::unknownWebhook);
    if (clock.instant().isAfter(exchange.at().plus(TOKEN_LIFE))) {
      throw Refusal.expiredToken();
    }
    return exchange;
  }

  private InteractionResult apply(Exchange exchange, JsonNode answer) {
    Part data = Part.whole(answer).at("data");
    Part type = Part.whole(answer).object().at("type");
    boolean typing = exchange.kind() == Exchange.Kind.AUTOCOMPLETE;
    int code = type.number(MESSAGE, FORM);
    if (typing != (code == CHOICES)) {
      throw type.refused("must be 8 for what is being typed, and for nothing else");
    }
    return switch (code) {
      case MESSAGE -> {
        MessageRules.check(data.json());
        answered(exchange, say(exchange, data.json(), flags(data), false).id());
        yield new InteractionResult.Done();
      }
      case MESSAGE_LATER -> {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        answered(exchange, say(exchange, nothing, flags(data), true).id());
        yield new InteractionResult.Done();
      }
      case CHANGE_LATER -> {
        answered(exchange, source(exchange, type));
        yield new InteractionResult.Done();
      }
      case CHANGE -> {
        MessageRules.check(data.json());
        String changed = source(exchange, type);
        community.change(changed, post -> post.edited(data.json(), clock.instant()));
        answered(exchange, changed);
        yield new InteractionResult.Done();
      }
      case CHOICES -> choices(data.at("choices"));
      default -> open(exchange, type, data);
    };
  }

  private void answered(Exchange exchange, String postId) {
    answered.put(exchange.token(), exchange.answeredBy(postId));
  }

  private Post say(Exchange exchange, JsonNode body, int flags, boolean thinking) {
    Post post =
        new Post(
            ids.next(),
            exchange.channelId(),
            body,
            clock.instant(),
            Optional.empty(),
            (flags & MessageRules.EPHEMERAL) == 0
                ? Optional.empty()
                : Optional.of(exchange.person().id()),
            thinking,
            Optional.of(exchange.cause()),
            Optional.empty());
    community.add(post);
    return post;
  }

  private static int flags(Part data) {
    return data.at("flags").found().map(flags -> flags.number(0, 1 << 15)).orElse(0);
  }

  private static String source(Exchange exchange, Part type) {
    return exchange
        .source()
        .orElseThrow(() -> type.refused("must not change a message where none was pressed"));
  }

  private static InteractionResult choices(Part choices) {
    for (Part choice : choices.items(0, PROPOSALS)) {
      choice.at("name").text(1, PROPOSAL);
      choice.at("value").text(1, PROPOSAL);
    }
    return new InteractionResult.Choices(choices.json());
  }

  private InteractionResult open(Exchange exchange, Part type, Part modal) {
    if (exchange.kind() == Exchange.Kind.MODAL) {
      throw type.refused("must not answer a form with a form");
    }
    ComponentRules.checkModal(modal);
    forms.put(
        exchange.id(),
        new OpenForm(
            exchange.person().id(), exchange.channelId(), modal.json(), exchange.source()));
    return new InteractionResult.Form(exchange.id(), modal.json());
  }
}
