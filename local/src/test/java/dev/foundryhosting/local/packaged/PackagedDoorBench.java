/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.foundryhosting.local.discord.DiscordApplication;
import dev.foundryhosting.platform.Variable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Measures how long the packaged door takes to its first answer and prints it ({@code make bench}):
 * cold from the start of the process, warm from the invocation. AWS and Lambda are stand-ins on
 * this machine. Only a native package is judged; a JVM takes as long as it takes. Of so few cold
 * starts the 99th percentile is the slowest.
 */
@EnabledOnOs(OS.LINUX)
class PackagedDoorBench {
  private static final Path ZIP = Path.of("../functions/discord-bot/target/function.zip");
  private static final int BOOTS = 7;
  private static final int CALLS = 500;
  private static final Duration COLD_LIMIT = Duration.ofMillis(150);
  private static final String PING =
      "{\"id\":\"7\",\"application_id\":\"9\",\"type\":1,\"token\":\"x\",\"version\":1}";
  private static final String DASHBOARD =
      "{\"id\":\"7\",\"application_id\":\"9\",\"type\":2,\"token\":\"x\","
          + "\"data\":{\"name\":\"foundry\",\"options\":[{\"name\":\"dashboard\",\"type\":1}]},"
          + "\"user\":{\"id\":\"1\"}}";

  private final DiscordApplication application = new DiscordApplication();

  @Test
  void firstAnswers() throws IOException {
    HttpServer aws =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext("/", this::answerAsAws);
    aws.start();
    try {
      boolean isNative = LambdaRuntime.isNative(ZIP);
      System.out.printf(
          "%n%-28s %12s %12s %12s %12s%n",
          "first answer (" + (isNative ? "native" : "JVM") + ")",
          "cold median",
          "cold p99",
          "warm median",
          "warm p99");
      Map<String, String> environment = environment(aws.getAddress().getPort());
      for (String body : List.of(PING, DASHBOARD)) {
        Duration cold = measure(body, environment);
        if (isNative) {
          assertThat(cold).as("cold").isLessThan(COLD_LIMIT);
        }
      }
    } finally {
      aws.stop(0);
    }
  }

  /** The slowest cold answer. */
  private Duration measure(String body, Map<String, String> environment) {
    List<Long> cold = new ArrayList<>();
    List<Long> warm = new ArrayList<>();
    for (int boot = 0; boot < BOOTS; boot++) {
      try (LambdaRuntime door = LambdaRuntime.start("discord-bot", ZIP, environment)) {
        cold.add(door.bootTime().toNanos() + answered(door, body));
        for (int call = 0; boot == 0 && call < CALLS; call++) {
          warm.add(answered(door, body));
        }
      }
    }
    cold.sort(null);
    warm.sort(null);
    System.out.printf(
        "%-28s %9.1f ms %9.1f ms %9.2f ms %9.2f ms%n",
        body.equals(PING) ? "PING" : "deferred command",
        cold.get(BOOTS / 2) / 1e6,
        cold.getLast() / 1e6,
        warm.get(CALLS / 2) / 1e6,
        warm.get(CALLS * 99 / 100) / 1e6);
    return Duration.ofNanos(cold.getLast());
  }

  private long answered(LambdaRuntime door, String body) {
    String event = event(body);
    long begin = System.nanoTime();
    String answer = door.invoke(event);
    long took = System.nanoTime() - begin;
    if (!answer.contains("\"statusCode\":200")) {
      throw new AssertionError(answer);
    }
    return took;
  }

  private String event(String body) {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    ObjectNode event = new ObjectMapper().createObjectNode().put("version", "2.0");
    event
        .putObject("headers")
        .put("x-signature-ed25519", application.sign(timestamp, body.getBytes(UTF_8)))
        .put("x-signature-timestamp", timestamp);
    return event.put("body", body).put("isBase64Encoded", false).toString();
  }

  private void answerAsAws(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean invocation = exchange.getRequestURI().getPath().endsWith("/invocations");
      byte[] body =
          new ObjectMapper()
              .createObjectNode()
              .put("SecretString", application.secret())
              .toString()
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(invocation ? 202 : 200, invocation ? -1 : body.length);
      if (!invocation) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static Map<String, String> environment(int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put(Variable.AWS_ENDPOINT_URL.name(), "http://127.0.0.1:" + port);
    environment.put(Variable.BOT_CONFIG_TABLE_NAME.name(), "bot-config");
    environment.put(Variable.DISCORD_SECRET_ARN.name(), "arn:aws:secretsmanager:x");
    environment.put(Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME.name(), "instance-management");
    environment.put(Variable.DOMAIN_NAME.name(), "play.example.org");
    return environment;
  }
}
