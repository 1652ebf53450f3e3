/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.functions.discord.rest.Sleeper;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.RequestLog;
import dev.foundryhosting.platform.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of AWS before the first response, at a stand-in for all of AWS. */
class FirstResponseCallsTest {
  private static final WireMockServer AWS =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private static final String INVOKE = "/2015-03-31/functions/discord-bot/invocations";

  static {
    AWS.start();
  }

  @BeforeEach
  void answerWithTheSecret() {
    AWS.resetAll();
    String secret = "{\\\"publicKey\\\": \\\"" + Signer.PUBLIC_KEY + "\\\"}";
    AWS.stubFor(
        any(anyUrl()).willReturn(aResponse().withBody("{\"SecretString\": \"" + secret + "\"}")));
  }

  @AfterAll
  static void stop() {
    AWS.stop();
  }

  @Test
  void aDeferredAnswerCostsTheInvocationAlone() {
    AWS.stubFor(post(INVOKE).willReturn(aResponse().withStatus(202)));
    DiscordBotHandler bot = bot();
    assertThat(asked()).containsExactly("/");

    for (int i = 1; i <= 3; i++) {
      AWS.resetRequests();

      assertThat(answer(bot)).contains("\"type\":5");
      assertThat(asked()).containsExactly(INVOKE);
    }
  }

  @Test
  void whenLambdaHangsThePersonReadsSoInTime() {
    AWS.stubFor(post(INVOKE).willReturn(aResponse().withFixedDelay(10_000).withStatus(202)));
    DiscordBotHandler bot = bot();
    long begin = System.nanoTime();

    assertThat(answer(bot)).contains("\"type\":4", "has trouble");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
  }

  private static DiscordBotHandler bot() {
    Map<String, String> environment =
        Map.of(
            "AWS_REGION",
            "eu-central-1",
            "AWS_ENDPOINT_URL",
            AWS.baseUrl(),
            "DISCORD_SECRET_ARN",
            "arn:aws:secretsmanager:x",
            "BOT_CONFIG_TABLE_NAME",
            "bot",
            "INSTANCE_MANAGEMENT_FUNCTION_NAME",
            "management",
            "DOMAIN_NAME",
            "play.example.org",
            "PRICE_VCPU_HOUR",
            "0.03725",
            "PRICE_GB_HOUR",
            "0.00409",
            "PLATFORM_CURRENCY",
            "EUR");
    Clock clock = Clock.systemUTC();
    BotBeans beans =
        new BotBeans(
            new Environment(environment),
            new AwsClients(new Environment(environment)),
            clock,
            Sleeper.sleeping(),
            count -> new byte[count]);
    return new DiscordBotHandler(
        beans.settings(),
        beans.interactions(),
        beans.eventNotifier(),
        new RequestLog(line -> {}, clock),
        clock);
  }

  private static String answer(DiscordBotHandler bot) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      bot.handleRequest(new ByteArrayInputStream(request().toString().getBytes(UTF_8)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Json.parse("response", out.toByteArray()).path("body").asText();
  }

  private static List<String> asked() {
    return AWS.getAllServeEvents().stream().map(event -> event.getRequest().getUrl()).toList();
  }

  private static ObjectNode request() {
    String body =
        "{\"id\":\"7\",\"application_id\":\"9\",\"type\":2,\"token\":\"x\","
            + "\"data\":{\"name\":\"foundry\",\"options\":[{\"name\":\"dashboard\",\"type\":1}]},"
            + "\"user\":{\"id\":\"1\"}}";
    String timestamp = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    ObjectNode event = Json.object();
    event
        .putObject("headers")
        .put("x-signature-ed25519", Signer.sign(timestamp, body.getBytes(UTF_8)))
        .put("x-signature-timestamp", timestamp);
    return event.put("body", body).put("isBase64Encoded", false);
  }
}
