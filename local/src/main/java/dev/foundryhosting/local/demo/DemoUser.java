/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.foundryhosting.platform.UserId;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A user who calls from outside: functions through the Lambda API, servers through the game port.
 */
final class DemoUser {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final UserId id;
  private final String console;
  private final String games;
  private final ObjectMapper json =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final HttpClient http = HttpClient.newHttpClient();

  DemoUser(int port, int gamePort, String id) {
    this.id = new UserId(id);
    this.console = "http://127.0.0.1:%d/".formatted(port);
    this.games = "http://127.0.0.1:%d/.foundry-hosting/hosts/".formatted(gamePort);
  }

  /** What {@code /api/status} of a server answers. */
  record ServerStatus(boolean active, int users, String version) {}

  private record ConsoleState(String now, List<Event> events) {
    record Event(String title) {}
  }

  private record SweepReport(Integer checked) {}

  UserId id() {
    return id;
  }

  /** Has an action carried out. */
  <Q extends Record, A extends Record> A act(Action<Q, A> action, Q fields) {
    ObjectNode request = ApiJson.request(action.by(id, fields));
    String answer = invoke("instance-management", request.toString());
    return ApiJson.answer(action, read(answer, ObjectNode.class));
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
    ConsoleState unused =
        until(
            "no event: " + title,
            () -> read(get(console + "console/api/state").body(), ConsoleState.class),
            state -> state.events.contains(new ConsoleState.Event(title)));
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
    return Instant.parse(read(get(console + "console/api/clock").body(), ConsoleState.class).now);
  }

  /** Moves the platform's clock, as the console's buttons do. */
  void moveClock(Instant to) {
    String body = json.createObjectNode().put("to", to.toString()).toString();
    HttpResponse<String> answer = post(console + "console/api/clock", "application/json", body);
    DemoFailure.unless(answer.statusCode() == 200, "moving the clock gave", answer.body());
  }

  /** Sweeps until no server is due: all are checked since the last move of the clock. */
  void sweep() {
    SweepReport unused =
        until(
            "servers are still due",
            () -> read(invoke("auto-shutdown", "{}"), SweepReport.class),
            report -> Integer.valueOf(0).equals(report.checked));
  }

  /** What a player's browser gets. */
  HttpResponse<String> play(String subdomain, String path) {
    return get(games + subdomain + path);
  }

  ServerStatus serverStatus(String subdomain) {
    return read(play(subdomain, "/api/status").body(), ServerStatus.class);
  }

  /** Lets a player {@code join} or {@code leave}. */
  void player(String subdomain, String what) {
    int status = post(games + subdomain + "/stand-in/" + what, "text/plain", "").statusCode();
    DemoFailure.expect(what, 200, status);
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
        Optional.empty());
  }

  private String invoke(String function, String event) {
    String url = console + "2015-03-31/functions/%s/invocations".formatted(function);
    HttpResponse<String> answer = post(url, "application/json", event);
    DemoFailure.unless(
        answer.statusCode() == 200 && answer.headers().firstValue("X-Amz-Function-Error").isEmpty(),
        function + " failed",
        answer.body());
    return answer.body();
  }

  private <T> T read(String body, Class<T> type) {
    try {
      return json.readValue(body, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("interrupted", e);
    }
  }
}
