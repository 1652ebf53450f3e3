/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.ask;
import static dev.foundryhosting.local.packaged.PackagedPlatform.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Each packaged function does its work with the variables that {@code PlatformFunction} lists for
 * it, and needs no other: so it is on AWS.
 */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagedVariablesIT {
  private static final String TOKEN = "b2f1c3de-0000-4000-8000-5a5a5a5a5a5a";

  private final PackagedPlatform platform = new PackagedPlatform();

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  void managementAnswers() {
    LambdaRuntime management = booted("instance-management");

    assertThat(
            ask(
                    management,
                    "{'action': 'health-check', 'userId': 'operator',"
                        + " 'actor': {'userId': 'operator', 'admin': true}}")
                .path("ok")
                .asBoolean())
        .isTrue();
  }

  @Test
  void eventsOfTasksAreTaken() {
    String ofNobody =
        "{'version': '0', 'detail-type': 'ECS Task State Change', 'source': 'aws.ecs', 'detail':"
            + " {'taskArn': 'arn:aws:ecs:eu-central-1:123456789012:task/other/1', 'lastStatus':"
            + " 'STOPPED', 'desiredStatus': 'STOPPED', 'clusterArn':"
            + " 'arn:aws:ecs:eu-central-1:123456789012:cluster/other'}}";

    assertThat(booted("task-events").invoke(ofNobody.replace('\'', '"')))
        .doesNotContain("errorMessage");
  }

  @Test
  void theSweepSweeps() {
    assertThat(read(booted("auto-shutdown").invoke(tick())).path("checked").asInt(-1)).isZero();
  }

  @Test
  void sessionsArePrepared() {
    assertThat(read(booted("session-prep").invoke(tick())).path("prepared").asInt(-1)).isZero();
  }

  @Test
  void filesAreWorkedOn() {
    assertThat(booted("world-files").invoke("{\"jobId\": \"wipe-1\", \"userId\": \"anna\"}"))
        .contains("\"failed\"", "Another job took its place.");
  }

  @Test
  void theWebhookBooksDonations() {
    keep(
        "KOFI_SECRET_ARN",
        PackagedPlatform.JSON.createObjectNode().put("verificationToken", TOKEN));
    ObjectNode message =
        PackagedPlatform.JSON
            .createObjectNode()
            .put("verification_token", TOKEN)
            .put("message_id", "m-1")
            .put("timestamp", "2026-11-22T19:03:11Z")
            .put("type", "Donation")
            .put("is_public", true)
            .put("from_name", "Ada")
            .put("message", "discord: 230000000000000077")
            .put("amount", "3.00")
            .put("currency", "USD")
            .put("email", "ada@example.com")
            .put("kofi_transaction_id", "tx-1");

    ObjectNode answer =
        called(
            booted("kofi-webhook"),
            "data=" + URLEncoder.encode(message.toString(), UTF_8),
            Map.of("content-type", "application/x-www-form-urlencoded"));

    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(200);
    assertThat(
            platform
                .aws()
                .dynamoDb()
                .scan(s -> s.tableName(platform.variable("USAGE_TABLE_NAME")))
                .items()
                .toString())
        .contains("230000000000000077");
  }

  @Test
  void theBotAnswersDiscord() throws GeneralSecurityException {
    KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = key.getPublic().getEncoded();
    // The last 32 bytes of the encoding are the key itself (RFC 8410).
    String publicKey =
        HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    keep(
        "DISCORD_SECRET_ARN",
        PackagedPlatform.JSON
            .createObjectNode()
            .put("token", "t")
            .put("clientId", "9")
            .put("publicKey", publicKey));
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    String ping =
        "{\"id\":\"7\",\"application_id\":\"9\",\"type\":1,\"token\":\"x\",\"version\":1}";
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initSign(key.getPrivate());
    ed25519.update((timestamp + ping).getBytes(UTF_8));

    ObjectNode answer =
        called(
            booted("discord-bot"),
            ping,
            Map.of(
                "content-type",
                "application/json",
                "x-signature-timestamp",
                timestamp,
                "x-signature-ed25519",
                HexFormat.of().formatHex(ed25519.sign())));

    assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(200);
    assertThat(read(answer.path("body").asText()).path("type").asInt()).isEqualTo(1);
  }

  /** Its first read succeeded, so it found a table that it may ask. */
  private LambdaRuntime booted(String name) {
    LambdaRuntime function = platform.boot(name);
    assertThat(function.log()).doesNotContain("The first read failed");
    return function;
  }

  private void keep(String variable, ObjectNode secret) {
    var unused =
        platform
            .aws()
            .secretsManager()
            .putSecretValue(
                p -> p.secretId(platform.variable(variable)).secretString(secret.toString()));
  }

  private static String tick() {
    return "{\"version\": \"0\", \"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\","
        + " \"detail\": {}}";
  }

  /** As by its function URL. */
  private static ObjectNode called(
      LambdaRuntime function, String body, Map<String, String> headers) {
    ObjectNode event =
        PackagedPlatform.JSON.createObjectNode().put("version", "2.0").put("rawPath", "/");
    ObjectNode sent = event.putObject("headers");
    headers.forEach(sent::put);
    event.putObject("requestContext").putObject("http").put("method", "POST").put("path", "/");
    event.put("body", body).put("isBase64Encoded", false);
    return read(function.invoke(event.toString()));
  }
}
