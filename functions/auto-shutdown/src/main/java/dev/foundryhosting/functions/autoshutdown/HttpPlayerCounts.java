/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.autoshutdown;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.shutdown.PlayerCounts;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Asks Foundry's own {@code /api/status}, through the load balancer as a player would. Its answer
 * is JSON with {@code active, version, world, system, users, uptime}, each of which may be missing;
 * {@code users} counts the connected users of the active world. Any other answer is no count. Of a
 * server without an active world the front page says more: it leads to {@code /license} until an
 * administrator of the server accepts the licence agreement.
 */
@Singleton
public final class HttpPlayerCounts implements PlayerCounts {
  private static final Logger LOG = Logger.getLogger(HttpPlayerCounts.class);

  /** From the first byte of a request to the last one of its answer. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Foundry's answer is a few hundred bytes. */
  static final int LONGEST_ANSWER = 16 * 1024;

  /** Of a digest. */
  private static final int DIGITS = 16;

  /** More than any world has. */
  static final int MOST_PLAYERS = 10_000;

  private final String template;
  private final String domain;

  public HttpPlayerCounts(Environment environment) {
    this.template = environment.get(Variable.FOUNDRY_PROBE_URL_TEMPLATE);
    this.domain = environment.get(Variable.DOMAIN_NAME);
  }

  /** Makes something of an answer. */
  private interface Reader<T> {
    T of(HttpURLConnection answer) throws IOException;
  }

  @Override
  public Reading read(Subdomain subdomain) {
    URI status =
        URI.create(template.replace("{subdomain}", subdomain.value()).replace("{domain}", domain));
    Optional<byte[]> body = ask(status, HttpPlayerCounts::body).orElseGet(Optional::empty);
    Optional<JsonNode> answer = body.flatMap(HttpPlayerCounts::json);
    if (answer.filter(HttpPlayerCounts::withoutWorld).isPresent()) {
      // The front page lies above /api/status.
      Optional<Attention> attention =
          ask(status.resolve(".."), HttpPlayerCounts::attention).orElseGet(Optional::empty);
      return Reading.setup(digest(answer.get()), attention);
    }
    OptionalInt players = answer.map(HttpPlayerCounts::players).orElseGet(OptionalInt::empty);
    return players.isPresent()
        ? Reading.counted(players.getAsInt(), world(answer.get()))
        : Reading.unreadable();
  }

  private static <T> Optional<T> ask(URI uri, Reader<T> reader) {
    FutureTask<T> asking = new FutureTask<>(() -> answer(uri, reader));
    // A read time-out alone would let a server that sends a byte a second go on for ever.
    Thread.ofVirtual().name("asking-" + uri.getHost()).start(asking);
    try {
      return Optional.of(asking.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf(e, "%s cannot be read", uri);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      // Closes the connection if the answer has not ended.
      asking.cancel(true);
    }
  }

  private static <T> T answer(URI uri, Reader<T> reader) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try {
      connection.setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      connection.setReadTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Accept", "application/json");
      return reader.of(connection);
    } finally {
      connection.disconnect();
    }
  }

  private static Optional<byte[]> body(HttpURLConnection answer) throws IOException {
    if (answer.getResponseCode() != HttpURLConnection.HTTP_OK) {
      return Optional.empty();
    }
    try (InputStream body = answer.getInputStream()) {
      return Optional.of(body.readNBytes(LONGEST_ANSWER + 1));
    }
  }

  private static Optional<Attention> attention(HttpURLConnection answer) throws IOException {
    boolean leadsOn = answer.getResponseCode() / 100 == 3;
    String location = Objects.requireNonNullElse(answer.getHeaderField("Location"), "");
    return leadsOn && location.replaceFirst("[?#].*", "").endsWith("/license")
        ? Optional.of(Attention.LICENSE_AGREEMENT)
        : Optional.empty();
  }

  private static Optional<JsonNode> json(byte[] body) {
    if (body.length > LONGEST_ANSWER) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse("status", body));
    } catch (PlatformException notJson) {
      return Optional.empty();
    }
  }

  private static boolean withoutWorld(JsonNode status) {
    JsonNode active = status.path("active");
    return active.isBoolean() && !active.booleanValue();
  }

  private static Optional<WorldName> world(JsonNode status) {
    return Optional.of(status.path("world"))
        .filter(JsonNode::isTextual)
        .flatMap(world -> WorldName.reported(world.textValue()));
  }

  /** Of all that it says but its uptime, in any order. */
  private static String digest(JsonNode status) {
    Map<String, String> said = new TreeMap<>();
    status.properties().forEach(each -> said.put(each.getKey(), each.getValue().toString()));
    said.remove("uptime");
    return ResourceNames.digest(said.toString(), DIGITS);
  }

  private static OptionalInt players(JsonNode status) {
    JsonNode users = status.path("users");
    boolean counts =
        users.isIntegralNumber()
            && users.canConvertToInt()
            && users.intValue() >= 0
            && users.intValue() <= MOST_PLAYERS;
    return counts ? OptionalInt.of(users.intValue()) : OptionalInt.empty();
  }
}
