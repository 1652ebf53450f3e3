/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.event.EventNotifier;
import dev.foundryhosting.functions.discord.message.Language;
import dev.foundryhosting.functions.discord.message.Texts;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.functions.discord.task.InteractionRunner;
import dev.foundryhosting.lambda.FunctionUrlRequest;
import dev.foundryhosting.lambda.FunctionUrlResponse;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The Discord bot (docs/discord.md). Discord calls it through the function URL, the bot itself with
 * tasks that take longer than Discord waits, and the platform's bus with events.
 */
@ApplicationScoped
@Named("discord-bot")
public class DiscordBotHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(DiscordBotHandler.class);

  /** The bot's longest form has a tenth of it. */
  private static final int LONGEST_BODY = 128 * 1024;

  private static final int PING = 1;

  private final Supplier<DiscordSettings> settings;
  private final InteractionRunner interactions;
  private final EventNotifier notifier;
  private final RequestLog requests;
  private final Clock clock;

  DiscordBotHandler(
      Supplier<DiscordSettings> settings,
      InteractionRunner interactions,
      EventNotifier notifier,
      RequestLog requests,
      Clock clock) {
    this.settings = settings;
    this.interactions = interactions;
    this.notifier = notifier;
    this.requests = requests;
    this.clock = clock;
    warm();
  }

  /**
   * Reads the secret and runs Ed25519 once: each costs more time in its first use than everything
   * else in a request.
   */
  private void warm() {
    String anyKey = "9e7f92c8809374ed4addae8357885a5c16b23d61242a8935e47232e3b8d56ed5";
    Signature.by(anyKey, clock).ifPresent(Signature::warm);
    var unused = Texts.in(Language.ENGLISH);
    try {
      if (signatureBy(settings.get()).isEmpty()) {
        // Not fatal: the platform's events and what the bot has queued need no key.
        LOG.error(
            "The bot refuses all requests of Discord: publicKey in the Discord secret"
                + " (discord:publicKey) is not the public key of an application.");
      }
    } catch (PlatformException e) {
      // The first request tries again.
      LOG.warn("Could not read the Discord secret yet", e);
    }
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try (Invocation invocation = Invocation.begin(context, clock)) {
      // Lambda itself limits an event, and LONGEST_BODY a request of Discord's.
      ObjectNode event = Json.parse("event", in.readAllBytes());
      Json.write(answer(event, invocation, FunctionName.of(context)), out);
    }
  }

  private ObjectNode answer(ObjectNode event, Invocation invocation, String function) {
    if (event.has("work")) {
      return complete(event, invocation);
    }
    if (event.path("source").asText().equals(EventNotifier.SOURCE)) {
      return notifyOf(event, invocation);
    }
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "interaction")) {
      return respond(event, function, entry);
    }
  }

  private ObjectNode respond(ObjectNode event, String function, RequestLog.Entry entry) {
    try {
      ObjectNode response = respond(FunctionUrlRequest.of(event), settings.get(), function);
      entry.succeeded();
      return response;
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      entry.failed(e.code());
      return refusal(503, "The bot cannot answer now.");
    }
  }

  /** Refuses an unsigned request unread. */
  private ObjectNode respond(FunctionUrlRequest request, DiscordSettings discord, String function) {
    Optional<Instant> signedAt =
        signatureBy(discord).flatMap(signature -> signature.signedAt(request));
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
              : interactions.answer(json, discord, signedAt.get(), function).json();
      return FunctionUrlResponse.json(200, response).event();
    } catch (PlatformException e) {
      return refusal(400, e.getMessage());
    }
  }

  private Optional<Signature> signatureBy(DiscordSettings discord) {
    return discord.publicKey().flatMap(key -> Signature.by(key, clock));
  }

  private static ObjectNode refusal(int status, String sentence) {
    return FunctionUrlResponse.json(status, Json.object().put("error", sentence)).event();
  }

  private ObjectNode complete(ObjectNode event, Invocation invocation) {
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "work")) {
      entry.succeeded();
      interactions.complete(event.get("work"), invocation.requestId(), entry);
      return Json.object();
    }
  }

  private ObjectNode notifyOf(ObjectNode event, Invocation invocation) {
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "event")) {
      boolean sent = notifier.notifyOf(event, invocation.requestId(), entry);
      entry.succeeded();
      return Json.object().put("told", sent ? 1 : 0);
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      throw e;
    }
  }
}
