/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The bot's "Interactions Endpoint URL": the function's own URL. Each interaction goes there
 * signed, with a timestamp of the platform's clock.
 */
@Singleton
class BotEndpoint {
  /** Discord gives up on an initial response after three seconds. */
  private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(3);

  private final URI url;
  private final DiscordApplication application;
  private final Clock clock;
  private final ObjectMapper json;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  BotEndpoint(
      @ConfigProperty(name = "quarkus.http.port") int port,
      DiscordApplication application,
      Clock clock,
      ObjectMapper json) {
    this.url = URI.create("http://127.0.0.1:%d/function-url/discord-bot/".formatted(port));
    this.application = application;
    this.clock = clock;
    this.json = json;
  }

  /** The bot gave no answer that Discord can use. */
  static final class NoAnswer extends Exception {
    NoAnswer(String why) {
      super(why);
    }
  }

  /** Sends an interaction and waits for the initial response. */
  JsonNode send(ObjectNode interaction) throws NoAnswer {
    byte[] body = interaction.toString().getBytes(UTF_8);
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(RESPONSE_LIMIT)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Discord-Interactions/1.0 (+https://discord.com)")
            .header("X-Signature-Ed25519", application.sign(timestamp, body))
            .header("X-Signature-Timestamp", timestamp)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> response = http.sendAsync(request, BodyHandlers.ofByteArray()).join();
      if (response.statusCode() != 200) {
        throw new NoAnswer("it answered with the status " + response.statusCode());
      }
      return json.readTree(response.body());
    } catch (IOException | CompletionException e) {
      throw new NoAnswer("it sent nothing readable within 3 seconds");
    }
  }
}
