package dev.foundryhosting.functions.discord;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.functions.discord.door.Door;
import dev.foundryhosting.functions.discord.platform.LambdaAsynchronousWork;
import dev.foundryhosting.platform.Environment;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Measures how long the door takes to its first answer, in this process and warm, and prints it
 * ({@code make bench}). The deferred command includes the invocation that hands its work over, at a
 * Lambda on this machine.
 */
class DoorBench {
  private static final int WARM_UP = 500;
  private static final int CALLS = 2000;

  private static final String PING =
      "{\"id\":\"7\",\"application_id\":\"9\",\"type\":1,\"token\":\"x\",\"version\":1}";
  private static final String DASHBOARD =
      "{\"id\":\"7\",\"application_id\":\"9\",\"type\":2,\"token\":\"x\",\"locale\":\"de\","
          + "\"guild_id\":\"800000000000000001\",\"data\":{\"name\":\"foundry\",\"options\":"
          + "[{\"name\":\"dashboard\",\"type\":1}]},\"member\":{\"user\":{\"id\":\"1\"}}}";

  @Test
  void firstAnswers() {
    WireMockServer lambda =
        new WireMockServer(
            WireMockConfiguration.options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .disableRequestJournal());
    lambda.start();
    lambda.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(202)));
    AwsClients clients =
        new AwsClients(
            new Environment(
                Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL", lambda.baseUrl())));
    Door door =
        new Door(
            () -> Guild.SETTINGS, new LambdaAsynchronousWork(clients.lambda()), Clock.systemUTC());
    System.out.printf("%n%-20s %12s %12s%n", "first answer", "median ms", "p99 ms");
    measure("PING", door, event(PING));
    measure("deferred command", door, event(DASHBOARD));
    lambda.stop();
  }

  private static void measure(String name, Door door, ObjectNode event) {
    long[] took = new long[CALLS];
    for (int i = -WARM_UP; i < CALLS; i++) {
      long begin = System.nanoTime();
      int status = door.answer(event, "discord-bot").path("statusCode").asInt();
      if (status != 200) {
        throw new AssertionError(name + " was answered " + status);
      }
      if (i >= 0) {
        took[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(took);
    System.out.printf(
        "%-20s %12.2f %12.2f%n", name, took[CALLS / 2] / 1e6, took[CALLS * 99 / 100] / 1e6);
  }

  private static ObjectNode event(String body) {
    String timestamp = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    ObjectNode event = new ObjectMapper().createObjectNode().put("version", "2.0");
    event
        .putObject("headers")
        .put("x-signature-ed25519", Signer.sign(timestamp, body.getBytes(StandardCharsets.UTF_8)))
        .put("x-signature-timestamp", timestamp);
    return event.put("body", body).put("isBase64Encoded", false);
  }
}
