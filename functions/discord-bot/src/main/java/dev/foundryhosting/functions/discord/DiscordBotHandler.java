package dev.foundryhosting.functions.discord;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.endpoint.InteractionEndpoint;
import dev.foundryhosting.functions.discord.event.EventNotifier;
import dev.foundryhosting.functions.discord.handler.TaskRunner;
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
 * The players' door (docs/discord.md). It is called in three ways: by Discord through the function
 * URL, by itself with work that takes longer than Discord waits, and by the platform's bus.
 */
@ApplicationScoped
@Named("discord-bot")
public class DiscordBotHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(DiscordBotHandler.class);

  private final InteractionEndpoint door;
  private final TaskRunner worker;
  private final EventNotifier teller;
  private final RequestLog requests;
  private final Clock clock;

  DiscordBotHandler(
      InteractionEndpoint door,
      TaskRunner worker,
      EventNotifier teller,
      RequestLog requests,
      Clock clock) {
    this.door = door;
    this.worker = worker;
    this.teller = teller;
    this.requests = requests;
    this.clock = clock;
    door.warm();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Invocation invocation = Invocation.of(context, clock);
    // Lambda itself limits an event; how long a request of Discord's may be the door decides.
    ObjectNode event = Json.parse("event", in.readAllBytes());
    Json.write(answer(event, invocation, FunctionName.of(context)), out);
  }

  private ObjectNode answer(ObjectNode event, Invocation invocation, String function) {
    if (event.has("work")) {
      return work(event, invocation, function);
    }
    if (event.path("source").asText().equals(EventNotifier.SOURCE)) {
      return tell(event, invocation);
    }
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "interaction")) {
      return atTheDoor(event, function, entry);
    }
  }

  private ObjectNode atTheDoor(ObjectNode event, String function, RequestLog.Entry entry) {
    try {
      ObjectNode response = door.answer(event, function);
      entry.succeeded();
      return response;
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      entry.failed(e.code());
      return InteractionEndpoint.unavailable();
    }
  }

  private ObjectNode work(ObjectNode event, Invocation invocation, String function) {
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "work")) {
      entry.succeeded();
      worker.work(event.path("work"), invocation, function, entry);
      return Json.object();
    }
  }

  private ObjectNode tell(ObjectNode event, Invocation invocation) {
    try (RequestLog.Entry entry = requests.begin(invocation.requestId(), "event")) {
      boolean told = teller.tell(event, invocation.requestId(), entry);
      entry.succeeded();
      return Json.object().put("told", told ? 1 : 0);
    } catch (PlatformException e) {
      LOG.warn(e.getMessage(), e);
      throw e;
    }
  }
}
