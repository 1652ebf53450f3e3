/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.handler.InteractionHandlers;
import dev.foundryhosting.functions.discord.handler.InteractionStep;
import dev.foundryhosting.functions.discord.interaction.Interaction;
import dev.foundryhosting.functions.discord.interaction.InteractionId.Access;
import dev.foundryhosting.functions.discord.interaction.InteractionReader;
import dev.foundryhosting.functions.discord.interaction.InteractionResponse;
import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.platform.TaskQueue;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.task.QueuedInteraction;
import dev.foundryhosting.lambda.FunctionUrlRequest;
import dev.foundryhosting.lambda.FunctionUrlResponse;
import dev.foundryhosting.lambda.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Answers Discord's requests, within its three seconds. It refuses an unsigned request unread, and
 * calls nothing but the queue before it answers. It alone decides who may do what, by the signed
 * payload.
 */
public final class InteractionEndpoint {
  private static final Logger LOG = Logger.getLogger(InteractionEndpoint.class);

  /** The bot's longest form has a tenth of it. */
  private static final int LONGEST_BODY = 128 * 1024;

  private static final int PING = 1;

  private final Supplier<DiscordSettings> settings;
  private final InteractionHandlers handlers;
  private final TaskQueue queue;
  private final Clock clock;

  public InteractionEndpoint(
      Supplier<DiscordSettings> settings,
      InteractionHandlers handlers,
      TaskQueue queue,
      Clock clock) {
    this.settings = settings;
    this.handlers = handlers;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * @param event of the function URL
   * @param function by which name this function was called
   * @return the response for the function URL
   * @throws PlatformException when the secret with Discord's key cannot be read
   */
  public ObjectNode answer(JsonNode event, String function) {
    FunctionUrlRequest request = FunctionUrlRequest.of(event);
    DiscordSettings discord = settings.get();
    Optional<Instant> signedAt =
        discord
            .publicKey()
            .flatMap(key -> Signature.by(key, clock))
            .flatMap(signature -> signature.signedAt(request));
    if (signedAt.isEmpty()) {
      return refusal(401, "The request is not signed by Discord.");
    }
    byte[] body = request.body().orElseThrow();
    if (body.length > LONGEST_BODY) {
      return refusal(400, "The request is too long.");
    }
    try {
      ObjectNode json = Json.parse("body", body);
      ObjectNode response =
          json.path("type").asInt() == PING
              ? Json.object().put("type", PING)
              : respond(json, discord, signedAt.get(), function).json();
      return FunctionUrlResponse.json(200, response).event();
    } catch (PlatformException e) {
      return refusal(400, e.getMessage());
    }
  }

  /**
   * Reads the secret and runs Ed25519 once: each costs more time in its first use than everything
   * else in a request.
   */
  public void warm() {
    String anyKey = "9e7f92c8809374ed4addae8357885a5c16b23d61242a8935e47232e3b8d56ed5";
    Signature.by(anyKey, clock).ifPresent(Signature::warm);
    var unused = Texts.in(Language.ENGLISH);
    try {
      var unusedYet = settings.get();
    } catch (PlatformException e) {
      // The first request tries again.
      LOG.warn("Could not read the Discord secret yet", e);
    }
  }

  /** The response while the secret cannot be read. */
  public static ObjectNode unavailable() {
    return refusal(503, "The bot cannot answer now.");
  }

  private InteractionResponse respond(
      ObjectNode json, DiscordSettings discord, Instant signedAt, String function) {
    Interaction interaction = InteractionReader.read(json, signedAt);
    Texts texts = Texts.in(interaction.language());
    Optional<InteractionStep> step = handlers.find(interaction.input());
    Optional<String> refusal = refusal(interaction, step, discord);
    if (refusal.isPresent()) {
      return interaction.input().type() == Interaction.Type.AUTOCOMPLETE
          ? InteractionResponse.autocompleteResult(List.of())
          : InteractionResponse.channelMessage(Message.text(texts.get(refusal.get())));
    }
    return switch (step.orElseThrow()) {
      case InteractionStep.Immediate now -> now.response().apply(interaction, texts);
      case InteractionStep.Deferred later -> {
        try {
          queue.queue(function, QueuedInteraction.of(json, signedAt));
          yield later.response();
        } catch (PlatformException e) {
          LOG.warn("Could not queue an interaction", e);
          yield InteractionResponse.channelMessage(texts.failure(e));
        }
      }
    };
  }

  /** The key of the text that says why the person may not do it; empty for who may. */
  private static Optional<String> refusal(
      Interaction interaction, Optional<InteractionStep> step, DiscordSettings discord) {
    if (interaction.isForeign(discord)) {
      return Optional.of("refused.foreign");
    }
    if (step.isEmpty()) {
      boolean command = interaction.input().type() == Interaction.Type.COMMAND;
      return Optional.of(command ? "refused.unknown" : "refused.outdated");
    }
    if (step.get().id().permits(interaction, discord)) {
      return Optional.empty();
    }
    boolean owned = step.get().id().access() == Access.OWNER;
    return Optional.of(owned ? "refused.not-yours" : "refused.administrators");
  }

  private static ObjectNode refusal(int status, String sentence) {
    return FunctionUrlResponse.json(status, Json.object().put("error", sentence)).event();
  }
}
