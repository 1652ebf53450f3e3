package dev.foundryhosting.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Calls from outside: the functions through the Lambda API, the servers through the game port. */
final class Caller {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final URI functions;
  private final URI console;
  private final URI games;
  private final URI kofi;
  private final String userId;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  Caller(int port, int gamePort, String userId) {
    this.functions = URI.create("http://127.0.0.1:%d/2015-03-31/functions/".formatted(port));
    this.console = URI.create("http://127.0.0.1:%d/console/api/".formatted(port));
    this.kofi = URI.create("http://127.0.0.1:%d/function-url/kofi-webhook/".formatted(port));
    this.games = URI.create("http://127.0.0.1:%d/.foundry-hosting/hosts/".formatted(gamePort));
    this.userId = userId;
  }

  /** Does an action and answers with its data. Fields are pairs of name and value. */
  JsonNode act(String action, Object... fields) {
    JsonNode answer = ask(action, fields);
    DemoFailure.unless(answer.path("ok").asBoolean(), "the answer to " + action, answer);
    return answer.path("data");
  }

  /** Does an action that must be refused, and answers with the code. */
  String refused(String action, Object... fields) {
    JsonNode answer = ask(action, fields);
    DemoFailure.unless(!answer.path("ok").asBoolean(), "the answer to " + action, answer);
    return answer.path("error").path("code").asText();
  }

  /** Waits until the instance has a status, and answers with it. */
  JsonNode until(String status) {
    return until(
        "still not " + status,
        () -> act("status"),
        instance -> instance.path("status").asText().equals(status));
  }

  /**
   * Asks until an answer is as it should be, and answers with it.
   *
   * @param otherwise what is the matter when it never is
   */
  JsonNode until(String otherwise, Supplier<JsonNode> question, Predicate<JsonNode> wanted) {
    long limit = System.nanoTime() + LIMIT.toNanos();
    JsonNode answer = question.get();
    while (!wanted.test(answer)) {
      DemoFailure.unless(System.nanoTime() < limit, otherwise, answer);
      pause(PAUSE);
      answer = question.get();
    }
    return answer;
  }

  /** The platform's time. */
  Instant now() {
    HttpRequest request = HttpRequest.newBuilder(console.resolve("clock")).build();
    return Instant.parse(read(send(request).body()).path("now").asText());
  }

  /** Moves the platform's clock, as the console's buttons do. */
  void moveClock(Instant to) {
    String body = json.createObjectNode().put("to", to.toString()).toString();
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(console.resolve("clock"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    DemoFailure.unless(answer.statusCode() == 200, "moving the clock gave", answer.body());
  }

  /** Sweeps until no server is due any more: each was looked at since the clock was moved last. */
  void sweep() {
    JsonNode unused =
        until(
            "servers are still due",
            () -> invoke("auto-shutdown", json.createObjectNode()),
            report -> report.path("checked").asInt(-1) == 0);
  }

  /** Waits until an event for the user came over the bus. */
  void untilTold(String event) {
    String title = event + " · for " + userId;
    HttpRequest request = HttpRequest.newBuilder(console.resolve("state")).build();
    JsonNode unused =
        until(
            "was not told: " + title,
            () -> read(send(request).body()).path("events"),
            events -> events.findValuesAsText("title").contains(title));
  }

  /** Waits until nobody knows the instance any more. */
  void untilGone() {
    long limit = System.nanoTime() + LIMIT.toNanos();
    JsonNode answer = ask("status");
    while (!answer.path("error").path("code").asText().equals("INSTANCE_NOT_FOUND")) {
      DemoFailure.unless(System.nanoTime() < limit, "still there", answer);
      pause(PAUSE);
      answer = ask("status");
    }
  }

  /** What a player's browser gets. */
  HttpResponse<String> play(String subdomain, String path) {
    return send(HttpRequest.newBuilder(games.resolve(subdomain + path)).build());
  }

  /** A player comes. */
  void join(String subdomain) {
    move(subdomain, "join");
  }

  /** A player goes. */
  void leave(String subdomain) {
    move(subdomain, "leave");
  }

  private void move(String subdomain, String how) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(games.resolve(subdomain + "/stand-in/" + how))
                .POST(BodyPublishers.noBody())
                .build());
    DemoFailure.unless(answer.statusCode() == 200, how + " gave", answer.statusCode());
  }

  /** Posts to the function's URL as Ko-fi does, and answers with the status. */
  int kofi(ObjectNode message) {
    String form = "data=" + URLEncoder.encode(message.toString(), UTF_8);
    return send(HttpRequest.newBuilder(kofi)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build())
        .statusCode();
  }

  static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("interrupted", e);
    }
  }

  private JsonNode ask(String action, Object... fields) {
    ObjectNode request = json.createObjectNode().put("action", action).put("userId", userId);
    for (int i = 0; i < fields.length; i += 2) {
      request.set((String) fields[i], json.valueToTree(fields[i + 1]));
    }
    return invoke("instance-management", request);
  }

  private JsonNode invoke(String function, ObjectNode event) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(functions.resolve(function + "/invocations"))
                .POST(BodyPublishers.ofString(event.toString()))
                .build());
    DemoFailure.unless(
        answer.statusCode() == 200 && answer.headers().firstValue("X-Amz-Function-Error").isEmpty(),
        event.path("action").asText(function) + " failed",
        answer.body());
    return read(answer.body());
  }

  JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("interrupted", e);
    }
  }
}
