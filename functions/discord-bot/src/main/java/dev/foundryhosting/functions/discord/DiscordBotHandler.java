/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.endpoint.InteractionEndpoint;
import dev.foundryhosting.functions.discord.event.EventNotifier;
import dev.foundryhosting.functions.discord.task.TaskRunner;
import dev.foundryhosting.lambda.Invocation;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * The Discord bot (docs/discord.md). Discord calls it through the function URL, the bot itself with
 * tasks that take longer than Discord waits, and the platform's bus with events.
 */
@ApplicationScoped
@Named("discord-bot")
public class DiscordBotHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(DiscordBotHandler.class);

  private final InteractionEndpoint endpoint;
  private final TaskRunner taskRunner;
  private final EventNotifier notifier;
  private final RequestLog requests;
  private final Clock clock;

  DiscordBotHandler(
      InteractionEndpoint endpoint,
      TaskRunner taskRunner,
      EventNotifier notifier,
      RequestLog requests,
      Clock clock) {
    this.endpoint = endpoint;
    this.taskRunner = taskRunner;
    this.notifier = notifier;
    this.requests = requests;
    this.clock = clock;
    endpoint.warm();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Invocation invocation = Invocation.of(context, clock);
    // Lambda itself limits an event, and the endpoint limits a request of Discord's.
    ObjectNode event = Json.parse("event", in.readAllBytes());
    Json.write(answer(event, invocation, FunctionName.of(context)), out);
  }

  private ObjectNode answer(ObjectNode event, Invocation invocation, String function) {
    if (event.has("work")) {
      return runTask(event, invocation, function);
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
      ObjectNode response = endpoint.answer(event, function);
      entry.succeeded();
      return response;
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      entry.failed(e.code());
      return InteractionEndpoint.unavailable();
    }
  }

  private ObjectNode runTask(ObjectNode event, Invocation invocation, String function) {
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "work")) {
      entry.succeeded();
      taskRunner.run(event.get("work"), invocation, function, entry);
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
