/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.autoshutdown;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.shutdown.PlayerCounts;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Asks Foundry's own {@code /api/status}, through the load balancer as a player would. Its answer
 * is JSON with {@code active, version, world, system, users, uptime}, each of which may be missing;
 * {@code users} counts the connected users of the active world. Any other answer is no count.
 */
@Singleton
public final class HttpPlayerCounts implements PlayerCounts {
  private static final Logger LOG = Logger.getLogger(HttpPlayerCounts.class);

  /** From the first byte of the request to the last one of the answer. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Foundry's answer is a few hundred bytes. */
  static final int LONGEST_ANSWER = 16 * 1024;

  /** More than any world has. */
  static final int MOST_PLAYERS = 10_000;

  private final String template;
  private final String domain;

  public HttpPlayerCounts(Environment environment) {
    this.template = environment.get(Variable.FOUNDRY_PROBE_URL_TEMPLATE);
    this.domain = environment.get(Variable.DOMAIN_NAME);
  }

  @Override
  public OptionalInt read(Subdomain subdomain) {
    URI status =
        URI.create(template.replace("{subdomain}", subdomain.value()).replace("{domain}", domain));
    FutureTask<OptionalInt> asking = new FutureTask<>(() -> ask(status));
    // A read time-out alone would let a server that sends a byte a second go on for ever.
    Thread.ofVirtual().name("players-of-" + subdomain).start(asking);
    try {
      return asking.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf(e, "%s cannot be read", status);
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    } finally {
      // Closes the connection if the answer has not ended.
      asking.cancel(true);
    }
  }

  private static OptionalInt ask(URI status) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) status.toURL().openConnection();
    try {
      connection.setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      connection.setReadTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Accept", "application/json");
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return OptionalInt.empty();
      }
      try (InputStream body = connection.getInputStream()) {
        return players(body.readNBytes(LONGEST_ANSWER + 1));
      }
    } finally {
      connection.disconnect();
    }
  }

  static OptionalInt players(byte[] body) {
    if (body.length > LONGEST_ANSWER) {
      return OptionalInt.empty();
    }
    try {
      return players(Json.parse("status", body));
    } catch (PlatformException notJson) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt players(JsonNode status) {
    JsonNode active = status.path("active");
    if (active.isBoolean() && !active.booleanValue()) {
      // No world is open, so it has no players.
      return OptionalInt.of(0);
    }
    JsonNode users = status.path("users");
    boolean counts =
        users.isIntegralNumber()
            && users.canConvertToInt()
            && users.intValue() >= 0
            && users.intValue() <= MOST_PLAYERS;
    return counts ? OptionalInt.of(users.intValue()) : OptionalInt.empty();
  }
}
