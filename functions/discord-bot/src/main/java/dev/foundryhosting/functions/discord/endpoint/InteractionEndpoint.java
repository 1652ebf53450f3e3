package dev.foundryhosting.functions.discord.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionReader;
import dev.foundryhosting.functions.discord.interaction.Language;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.TaskQueue;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.lambda.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Answers Discord's requests, within its three seconds. What is not signed is turned away before it
 * is looked at; what needs work is handed over, and that is the one call that is made before the
 * answer.
 */
public final class InteractionEndpoint {
  private static final Logger LOG = Logger.getLogger(InteractionEndpoint.class);

  /** The longest form of ours has a tenth of it. */
  private static final int LONGEST_BODY = 128 * 1024;

  private static final int PING = 1;

  private final Supplier<DiscordSettings> settings;
  private final TaskQueue work;
  private final Clock clock;

  public InteractionEndpoint(Supplier<DiscordSettings> settings, TaskQueue work, Clock clock) {
    this.settings = settings;
    this.work = work;
    this.clock = clock;
  }

  /**
   * @param event of the function URL
   * @param function by which name this function was called
   * @return the response for the function URL
   * @throws PlatformException when the secret cannot be read, so nobody knows who asks
   */
  public ObjectNode answer(JsonNode event, String function) {
    SignedRequest request = SignedRequest.of(event);
    DiscordSettings discord = settings.get();
    Optional<Instant> signedAt =
        discord
            .publicKey()
            .flatMap(key -> Signature.by(key, clock))
            .flatMap(signature -> signature.signedAt(request));
    if (signedAt.isEmpty()) {
      return refusal(401, "The request is not signed by Discord.");
    }
    if (request.body().length > LONGEST_BODY) {
      return refusal(400, "The request is too long.");
    }
    try {
      ObjectNode json = Json.parse("body", request.body());
      return json.path("type").asInt() == PING
          ? response(200, Json.object().put("type", PING))
          : response(200, answer(json, discord, signedAt.get(), function).json());
    } catch (PlatformException e) {
      return refusal(400, e.getMessage());
    }
  }

  /**
   * Does once what costs time when it is done first: the secret is read, and Ed25519 on the JVM
   * takes longer than all else.
   */
  public void warm() {
    SignedRequest nothing = SignedRequest.of(Json.object());
    String anyKey = "9e7f92c8809374ed4addae8357885a5c16b23d61242a8935e47232e3b8d56ed5";
    Signature.by(anyKey, clock).ifPresent(signature -> signature.tryOut(nothing));
    var unused = Texts.in(Language.ENGLISH);
    try {
      var unusedYet = settings.get();
    } catch (PlatformException e) {
      // The first request tries again.
      LOG.warn("Could not read the Discord secret yet", e);
    }
  }

  private InteractionResponse answer(
      ObjectNode json, DiscordSettings discord, Instant signedAt, String function) {
    Interaction interaction = InteractionReader.read(json, signedAt);
    InteractionResponse answer = new Router(discord).answer(interaction);
    return switch (answer) {
      case InteractionResponse.Deferred later -> handOver(later, json, interaction, function);
      case InteractionResponse.DeferredUpdate later -> handOver(later, json, interaction, function);
      case InteractionResponse.ChannelMessage now -> now;
      case InteractionResponse.UpdateMessage now -> now;
      case InteractionResponse.ShowModal now -> now;
      case InteractionResponse.AutocompleteResult now -> now;
    };
  }

  private InteractionResponse handOver(
      InteractionResponse answer, ObjectNode json, Interaction interaction, String function) {
    try {
      work.handOver(function, InteractionWork.of(json, interaction.receivedAt()));
      return answer;
    } catch (PlatformException e) {
      LOG.warn("Could not hand an interaction over", e);
      return new InteractionResponse.ChannelMessage(Texts.in(interaction.language()).failure(e));
    }
  }

  /** The response while the door cannot tell who asks. */
  public static ObjectNode unavailable() {
    return refusal(503, "The bot cannot answer now.");
  }

  private static ObjectNode refusal(int status, String sentence) {
    return response(status, Json.object().put("error", sentence));
  }

  private static ObjectNode response(int status, ObjectNode body) {
    ObjectNode response = Json.object().put("statusCode", status);
    response.putObject("headers").put("content-type", "application/json");
    return response.put("body", body.toString()).put("isBase64Encoded", false);
  }
}
