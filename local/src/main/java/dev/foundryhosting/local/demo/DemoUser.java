/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.InstanceAnswer;
import dev.foundryhosting.api.InstanceRequest;
import dev.foundryhosting.api.NoFields;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/**
 * A user who calls from outside: functions through the Lambda API, servers through the game port.
 */
final class DemoUser {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final UserId id;
  private final String console;
  private final String games;
  private final HttpClient http = HttpClient.newHttpClient();

  DemoUser(int port, int gamePort, String id) {
    this.id = new UserId(id);
    this.console = "http://127.0.0.1:%d/".formatted(port);
    this.games = "http://127.0.0.1:%d/.foundry-hosting/hosts/".formatted(gamePort);
  }

  /** What {@code /api/status} of a server answers. */
  record ServerStatus(boolean active, int users, String world, String version) {}

  UserId id() {
    return id;
  }

  /** Has an action carried out. */
  <Q extends Record, A extends Record> A act(Action<Q, A> action, Q fields) {
    ObjectNode request = ApiJson.request(action.by(id, fields));
    return ApiJson.answer(action, invoke("instance-management", request));
  }

  /** Has an action on the platform carried out, as its administrator. */
  <Q extends Record, A extends Record> A administrate(Action<Q, A> action, Q fields) {
    ObjectNode request = ApiJson.request(action.byAdministrator(id, fields));
    return ApiJson.answer(action, invoke("instance-management", request));
  }

  <A extends Record> A act(Action<NoFields, A> action) {
    return act(action, NoFields.NONE);
  }

  /** Asks for an action that the platform must refuse with a code. */
  <Q extends Record> String refused(ErrorCode code, Action<Q, ?> action, Q fields) {
    try {
      throw new DemoFailure(action.name() + " was not refused: " + act(action, fields));
    } catch (PlatformException e) {
      DemoFailure.expect("code", code, e.code());
      return code.name();
    }
  }

  InstanceAnswer status() {
    return act(Action.STATUS);
  }

  /** Waits until the server has a status. */
  InstanceAnswer until(Status status) {
    return until("still not " + status.label(), this::status, each -> each.status().is(status));
  }

  /**
   * Asks until an answer is as wanted.
   *
   * @param otherwise the failure when it never is
   */
  <T> T until(String otherwise, Supplier<T> question, Predicate<T> wanted) {
    long limit = System.nanoTime() + LIMIT.toNanos();
    T answer = question.get();
    while (!wanted.test(answer)) {
      DemoFailure.unless(System.nanoTime() < limit, otherwise, answer);
      pause(PAUSE);
      answer = question.get();
    }
    return answer;
  }

  /** Waits until the bus has delivered an event for the user. */
  void untilNotified(String event) {
    String title = event + " · for " + id;
    ObjectNode unused =
        until(
            "no event: " + title,
            () -> json(get(console + "console/api/state")),
            state -> state.get("events").findValuesAsText("title").contains(title));
  }

  /** Waits until the server is not found any more. */
  void untilGone() {
    boolean unused = until("still there", this::isGone, gone -> gone);
  }

  private boolean isGone() {
    try {
      return status() == null;
    } catch (PlatformException e) {
      return e.code() == ErrorCode.INSTANCE_NOT_FOUND;
    }
  }

  /** The platform's time. */
  Instant now() {
    return Instant.parse(json(get(console + "console/api/clock")).get("now").asText());
  }

  /** Moves the platform's clock, as the console's buttons do. */
  void moveClock(Instant to) {
    String body = Json.object().put("to", to.toString()).toString();
    HttpResponse<String> answer = post(console + "console/api/clock", "application/json", body);
    DemoFailure.unless(answer.statusCode() == 200, "moving the clock gave", answer.body());
  }

  /** Sweeps until no server is due: all are checked since the last move of the clock. */
  void sweep() {
    ObjectNode unused =
        until(
            "servers are still due",
            () -> invoke("auto-shutdown", Json.object()),
            report -> report.get("checked").asInt() == 0);
  }

  /** What a player's browser gets. */
  HttpResponse<String> play(String subdomain, String path) {
    return get(games + subdomain + path);
  }

  ServerStatus serverStatus(String subdomain) {
    ObjectNode status = json(play(subdomain, "/api/status"));
    return new ServerStatus(
        status.at("/active").asBoolean(),
        status.at("/users").asInt(),
        status.at("/world").asText(),
        status.at("/version").asText());
  }

  /** Lets a player {@code join} or {@code leave}. */
  void player(String subdomain, String what) {
    int status = post(games + subdomain + "/stand-in/" + what, "text/plain", "").statusCode();
    DemoFailure.expect(what, 200, status);
  }

  /** Accepts the licence agreement in the server's page. */
  void acceptAgreement(String subdomain) {
    String page = games + subdomain + "/stand-in/accept";
    DemoFailure.expect("answer", 302, post(page, "text/plain", "").statusCode());
  }

  /** Waits until the user reads a text in the direct messages that the bot sent. */
  String untilMessaged(String text) {
    return until(
        "no message in Discord with: " + text,
        this::directMessages,
        messages -> messages.contains(text));
  }

  private String directMessages() {
    JsonNode channels = json(get(console + "discord/page/state?as=" + id)).path("channels");
    return StreamSupport.stream(channels.spliterator(), false)
        .filter(channel -> channel.path("direct").asBoolean())
        .map(channel -> channel.path("posts").toString())
        .collect(joining("\n"));
  }

  /** Posts to the function's URL as Ko-fi does, and returns the status. */
  int kofi(ObjectNode message) {
    return post(
            console + "function-url/kofi-webhook/",
            "application/x-www-form-urlencoded",
            "data=" + URLEncoder.encode(message.toString(), UTF_8))
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

  /**
   * @param licenseKey absent for a user of the pool
   */
  static InstanceRequest.Create registration(String name, Optional<String> licenseKey) {
    return new InstanceRequest.Create(
        name,
        licenseKey.isPresent() ? LicenseType.BYOL : LicenseType.POOLED,
        Optional.empty(),
        Optional.empty(),
        licenseKey,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Another size from the next start on. */
  static InstanceRequest.UpdateSettings size(ServerSize size) {
    return InstanceRequest.UpdateSettings.size(size);
  }

  private ObjectNode invoke(String function, ObjectNode event) {
    String url = console + "2015-03-31/functions/%s/invocations".formatted(function);
    HttpResponse<String> answer = post(url, "application/json", event.toString());
    DemoFailure.unless(
        answer.statusCode() == 200 && answer.headers().firstValue("X-Amz-Function-Error").isEmpty(),
        function + " failed",
        answer.body());
    return json(answer);
  }

  private static ObjectNode json(HttpResponse<String> answer) {
    return Json.parse("the answer", answer.body().getBytes(UTF_8));
  }

  private HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private HttpResponse<String> post(String url, String type, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }
}
