/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.foundryhosting.error.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Calls Discord's REST API. It keeps to the rate limits ("Rate Limits"): it waits a 429 out, and
 * after a global one it holds every other call back, too. It tries 5xx and lost answers again with
 * growing pauses, for at most {@link #LONGEST_CALL}.
 */
public final class DiscordHttp {
  /** How long one call may take with all its attempts. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(45);

  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}(?:\\.[0-9]{1,6})?");

  /** In seconds; more than any function lives. */
  private static final double LONGEST_WAIT = 3600;

  /** Discord asks for this form ("Reference: User Agent"). */
  private static final String USER_AGENT =
      "DiscordBot (https://github.com/foundry-hosting/foundry-hosting, 1.0)";

  private static final JsonMapper MAPPER = new JsonMapper();

  private final String baseUrl;
  private final Clock clock;
  private final Sleeper sleeper;
  private volatile Instant blockedUntil = Instant.MIN;
  private Optional<HttpClient> client = Optional.empty();

  public DiscordHttp(String baseUrl, Clock clock, Sleeper sleeper) {
    this.baseUrl = baseUrl.replaceAll("/+$", "");
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * One call.
   *
   * @param doing what is being done, to follow "Could not"
   * @param repeat when it is tried again
   * @param token the bot's; empty where the path holds a token of its own
   * @return the answer; missing when it is empty
   * @throws DiscordApiException when Discord says no
   * @throws PlatformException {@code DEPENDENCY_FAILED} when it has no answer
   */
  JsonNode call(String doing, Call call, Repeat repeat, Optional<String> token) {
    Instant until = clock.instant().plus(LONGEST_CALL);
    HttpRequest request = request(call, token);
    Duration pause = FIRST_PAUSE;
    int attempts = 0;
    while (true) {
      waitFor(blockedUntil, until, doing);
      Optional<HttpResponse<byte[]>> answer = send(request);
      if (answer.isPresent() && answer.get().statusCode() == TOO_MANY_REQUESTS) {
        // Not counted as an attempt: nothing was done, and Discord says when it will be.
        Instant free = clock.instant().plus(retryAfter(answer.get()));
        waitFor(free, until, doing);
        continue;
      }
      if (answer.isPresent() && answer.get().statusCode() < 500) {
        return result(doing, answer.get());
      }
      attempts++;
      if (!repeat.after(answer.isPresent()) || attempts == ATTEMPTS) {
        throw unavailable(doing);
      }
      waitFor(clock.instant().plus(pause), until, doing);
      pause = pause.multipliedBy(2);
    }
  }

  /** When a call that failed is tried again. */
  enum Repeat {
    /** It does no harm when it is done twice. */
    ALWAYS,
    /** Only when Discord said that it failed: what has no answer may be done. */
    UNLESS_LOST,
    NEVER;

    private boolean after(boolean answered) {
      return this == ALWAYS || (this == UNLESS_LOST && answered);
    }
  }

  record Call(String method, String path, Optional<? extends JsonNode> body) {
    static Call of(String method, String path) {
      return new Call(method, path, Optional.empty());
    }

    static Call of(String method, String path, JsonNode body) {
      return new Call(method, path, Optional.of(body));
    }

    @Override
    public String toString() {
      return method;
    }
  }

  private HttpRequest request(Call call, Optional<String> token) {
    HttpRequest.BodyPublisher body =
        call.body()
            .map(json -> HttpRequest.BodyPublishers.ofString(json.toString(), UTF_8))
            .orElseGet(HttpRequest.BodyPublishers::noBody);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + call.path()))
            .method(call.method(), body)
            .timeout(ANSWER_TIMEOUT)
            .header("User-Agent", USER_AGENT);
    call.body().ifPresent(json -> request.header("Content-Type", "application/json"));
    token.ifPresent(secret -> request.header("Authorization", "Bot " + secret));
    return request.build();
  }

  /** The answer; empty when it is lost. */
  private Optional<HttpResponse<byte[]>> send(HttpRequest request) {
    try {
      return Optional.of(client().send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException lost) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PlatformException.dependency("Interrupted while Discord was asked.", true, e);
    }
  }

  /** Made when it is first needed: the endpoint answers without it. */
  private synchronized HttpClient client() {
    HttpClient made =
        client.orElseGet(
            () ->
                HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build());
    client = Optional.of(made);
    return made;
  }

  private Duration retryAfter(HttpResponse<byte[]> answer) {
    JsonNode body = json(answer.body());
    double header =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(text -> SECONDS.matcher(text).matches())
            .map(Double::parseDouble)
            .orElse(1.0);
    double seconds = Math.min(body.path("retry_after").asDouble(header), LONGEST_WAIT);
    Duration wait = Duration.ofMillis(Math.max(1, (long) Math.ceil(seconds * 1000)));
    if (body.path("global").asBoolean()
        || answer.headers().firstValue("X-RateLimit-Global").isPresent()) {
      blockedUntil = clock.instant().plus(wait);
    }
    return wait;
  }

  private void waitFor(Instant moment, Instant until, String doing) {
    if (!moment.isAfter(clock.instant())) {
      return;
    }
    if (moment.isAfter(until)) {
      throw unavailable(doing);
    }
    sleeper.pause(Duration.between(clock.instant(), moment));
  }

  private static JsonNode result(String doing, HttpResponse<byte[]> answer) {
    JsonNode json = json(answer.body());
    if (answer.statusCode() >= 300) {
      throw new DiscordApiException(doing, answer.statusCode(), json.path("code").asInt(0));
    }
    return json;
  }

  /** The body; missing when it is no JSON, as with an error of something in between. */
  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private static PlatformException unavailable(String doing) {
    // Without the cause: the client's messages may quote the path, and with it a token.
    return PlatformException.dependency(
        "Could not %s: Discord did not answer.".formatted(doing), true);
  }
}
