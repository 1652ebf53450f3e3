/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ADMIN;
import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.BOB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PING =
      "{\"id\":\"7\",\"application_id\":\"9\",\"type\":1,\"token\":\"x\",\"version\":1}";

  private static final String READY =
      "{'eventId': 'e-1', 'userId': '%s', 'subdomain': 'grim'}".formatted(ALICE);

  private final GuildFixture guild = new GuildFixture();

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void answersTheConformanceVectors(String name, JsonNode vector) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0");
    event.set("headers", vector.path("headers"));
    event.put("body", vector.path("body").asText());
    event.put("isBase64Encoded", vector.path("isBase64Encoded").asBoolean());

    JsonNode response = guild.call(event.toString());

    assertThat(response.path("statusCode").asInt()).isEqualTo(vector.path("expectStatus").asInt());
    assertThat(response.path("headers").path("content-type").asText())
        .isEqualTo("application/json");
    assertThat(shape(response)).isEqualTo(expected(name));
    assertThat(guild.discord.calls()).isEmpty();
    assertThat(guild.platform.requests()).isEmpty();
    assertThat(guild.queued).hasSize(expected(name).startsWith("later") ? 1 : 0);
  }

  static Stream<Arguments> vectors() throws IOException {
    try (InputStream in = SignedRequestTest.class.getResourceAsStream("/discord/cases.json")) {
      List<Arguments> all = new ArrayList<>();
      JSON.readTree(in)
          .path("cases")
          .forEach(each -> all.add(Arguments.of(each.path("name").asText(), each)));
      return all.stream();
    }
  }

  private static String expected(String vector) {
    return switch (vector) {
      case "ping", "ping-base64" -> "pong";
      case "dashboard", "admin-overview-by-admin" -> "later, ephemeral";
      case "admin-overview-by-member", "unknown-command" -> "said, ephemeral";
      default -> "refused";
    };
  }

  private static String shape(JsonNode response) {
    JsonNode body = GuildFixture.parse(response.path("body").asText());
    if (response.path("statusCode").asInt() != 200) {
      return "refused";
    }
    boolean ephemeral = body.path("data").path("flags").asInt() == 64;
    return switch (body.path("type").asInt()) {
      case 1 -> "pong";
      case 4 -> "said" + (ephemeral ? ", ephemeral" : "");
      case 5 -> "later" + (ephemeral ? ", ephemeral" : "");
      default -> body.toString();
    };
  }

  @Test
  void aBodyThatChangedByOneByteAnywhereIsRefused() {
    String timestamp = Long.toString(guild.clock.instant().getEpochSecond());
    String signature = Signer.sign(timestamp, PING.getBytes(UTF_8));
    for (int i = 0; i < PING.length(); i++) {
      String changed = PING.substring(0, i) + "~" + PING.substring(i + 1);

      assertThat(status(guild.request(changed, timestamp, signature))).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zz", "-1", "1e9", "179534880099999", " "})
  void aMalformedTimestampIsRefused(String timestamp) {
    assertThat(status(guild.request(PING, timestamp, Signer.sign(timestamp, PING.getBytes(UTF_8)))))
        .isEqualTo(401);
  }

  @Test
  void withoutItsSecretTheBotAnswers503AndLogsIt() {
    guild.secretIsGone();
    String timestamp = Long.toString(guild.clock.instant().getEpochSecond());

    JsonNode response =
        guild.request(PING, timestamp, Signer.sign(timestamp, PING.getBytes(UTF_8)));

    assertThat(response.path("statusCode").asInt()).isEqualTo(503);
    assertThat(guild.log).last().asString().contains("\"status\":\"DEPENDENCY_FAILED\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // 64 hex digits, but no point of the curve.
        "2123456789abcdef2123456789abcdef2123456789abcdef2123456789abcdef",
        "9e7f92c8809374ed4addae8357885a5c16b23d61242a8935e47232e3b8d56e",
        "my bot's key"
      })
  void withAKeyThatIsNoneAllRequestsAreRefusedAndEventsAreHandled(String noKey) {
    List<String> logged = new ArrayList<>();
    Handler listener = listener(logged);
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    try {
      GuildFixture misconfigured = new GuildFixture(Optional.of(noKey));
      misconfigured.hasChannel(ALICE, GuildFixture.CHANNEL, "");

      assertThat(status(misconfigured.request(PING))).isEqualTo(401);
      assertThat(misconfigured.event("InstanceReady", READY).path("told").asInt()).isEqualTo(1);
    } finally {
      root.removeHandler(listener);
    }

    assertThat(logged).filteredOn(line -> line.contains("discord:publicKey")).hasSize(1);
    assertThat(logged).noneMatch(line -> line.contains(noKey));
  }

  private static Handler listener(List<String> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        logged.add(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void aMalformedSignatureIsRefused() {
    String timestamp = Long.toString(guild.clock.instant().getEpochSecond());
    for (String signature : List.of("", "00", "zz".repeat(64), "00".repeat(64), "ff".repeat(64))) {
      assertThat(status(guild.request(PING, timestamp, signature))).isEqualTo(401);
    }
  }

  @Test
  void aMegabyteIsRefusedWhetherItIsSignedOrNot() {
    String body = "{\"type\":2,\"x\":\"" + "y".repeat(1024 * 1024) + "\"}";

    assertThat(status(guild.request(body))).isEqualTo(400);
    assertThat(status(guild.request(body, "1795348800", "00".repeat(64)))).isEqualTo(401);
    assertThat(guild.queued).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"type\":1,\"type\":2}",
        "{\"type\":2}",
        "{\"type\":2,\"id\":\"7\",\"application_id\":\"9\",\"token\":\"../x\"}",
        "{\"type\":2,\"id\":\"7\",\"application_id\":\"9\",\"token\":\"x\",\"user\":{\"id\":\"a\"}}",
        "{\"type\":99,\"id\":\"7\",\"application_id\":\"9\",\"token\":\"x\",\"user\":{\"id\":\"1\"}}"
      })
  void aSignedBodyThatIsNoInteractionIsRefused(String body) {
    assertThat(status(guild.request(body))).isEqualTo(400);
    assertThat(guild.queued).isEmpty();
  }

  @Test
  void aButtonOfAnotherMembersServerIsRefused() {
    for (String id :
        List.of(
            "start:" + ALICE,
            "stop:" + ALICE,
            "admin-key:" + ALICE,
            "destroy:" + ALICE + ":no",
            "license-do:" + ALICE + ":share",
            "prolong:" + ALICE + ":60")) {
      JsonNode answer = guild.press(BOB, id);

      assertThat(answer.path("type").asInt()).isEqualTo(4);
      assertThat(answer.path("data").path("flags").asInt()).isEqualTo(64);
      assertThat(answer.path("data").path("content").asText()).contains("somebody else");
    }
    // An administrator has other commands, and no member's buttons.
    assertThat(guild.press(ADMIN, "start:" + ALICE).path("type").asInt()).isEqualTo(4);
    assertThat(guild.platform.requests()).isEmpty();
  }

  @Test
  void administratorsButtonsAreRefusedToMembers() {
    for (String id : List.of("admin-overview", "admin-ask:reset:-", "admin-do:0001")) {
      assertThat(guild.press(BOB, id).path("data").path("content").asText())
          .contains("Only administrators");
    }
    assertThat(guild.submit(BOB, "admin-ask-form:reset:-", "reason", "x").path("type").asInt())
        .isEqualTo(4);
    assertThat(guild.queued).isEmpty();
  }

  @Test
  void anAdministratorOfAnotherDiscordServerIsRefused() {
    ObjectNode data = JSON.createObjectNode().put("name", "foundry-admin");
    data.putArray("options").addObject().put("type", 1).put("name", "overview");
    ObjectNode elsewhere = guild.interaction(2, BOB, data).put("guild_id", "666");
    ((ObjectNode) elsewhere.path("member")).put("permissions", "8");

    assertThat(guild.deliverAndRun(elsewhere).path("data").path("content").asText())
        .contains("another Discord server");
  }

  @Test
  void anAdministratorOfTheDiscordServerAdministersThePlatform() {
    ObjectNode data = JSON.createObjectNode().put("name", "foundry-admin");
    data.putArray("options").addObject().put("type", 1).put("name", "overview");
    ObjectNode here = guild.interaction(2, BOB, data);
    ((ObjectNode) here.path("member")).put("permissions", "8");

    assertThat(guild.deliver(here).path("type").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "start", "start:1:2", "start:<b>", "admin-key::"})
  void aButtonOfAnotherVersionSaysSo(String customId) {
    assertThat(guild.press(ALICE, customId).path("data").path("content").asText())
        .contains("older version");
  }

  @Test
  void zonesAreProposedWhileTheyAreTyped() {
    JsonNode choices = guild.types(ALICE, "timezone", "berl").path("data").path("choices");

    assertThat(choices.path(0).path("value").asText()).isEqualTo("Europe/Berlin");
    assertThat(guild.types(ALICE, "timezone", "").path("data").path("choices")).hasSize(25);
    assertThat(guild.types(ALICE, "timezone", "new york").toString()).contains("America/New_York");
    assertThat(guild.types(ALICE, "other", "berl").path("data").path("choices")).isEmpty();
    assertThat(guild.queued).isEmpty();
  }

  @Test
  void onlyZonesThatThePlatformTakesAreProposed() {
    for (String typed : List.of("cet", "est5edt", "gmt", "singapore", "utc")) {
      assertThat(guild.types(ALICE, "timezone", typed).path("data").path("choices"))
          .extracting(choice -> choice.path("value").asText())
          .allMatch(id -> id.contains("/") || id.equals("UTC"));
    }
  }

  @Test
  void typingInAnotherDiscordServerGetsNoProposals() {
    ObjectNode data = JSON.createObjectNode().put("name", "foundry");
    ObjectNode sub = data.putArray("options").addObject().put("type", 1).put("name", "sessions");
    sub.putArray("options").addObject().put("name", "timezone").put("focused", true);

    JsonNode answer = guild.deliver(guild.interaction(4, ALICE, data).put("guild_id", "666"));

    assertThat(answer.toString()).isEqualTo("{\"type\":8,\"data\":{\"choices\":[]}}");
  }

  @Test
  void helpIsAnsweredAtOnceInTheReadersLanguage() {
    guild.speaks("de");

    JsonNode answer = guild.command(ALICE, "foundry", "help");

    assertThat(answer.path("type").asInt()).isEqualTo(4);
    assertThat(answer.path("data").path("content").asText()).contains("Dein eigener");
    assertThat(answer.path("data").path("allowed_mentions").path("parse")).isEmpty();
  }

  @Test
  void whenTheTaskCannotBeQueuedThePersonReadsSo() {
    guild.lambdaIsDown();

    JsonNode answer = guild.command(ALICE, "foundry", "dashboard");

    assertThat(answer.path("type").asInt()).isEqualTo(4);
    assertThat(answer.path("data").path("content").asText()).contains("has trouble");
  }

  private static int status(JsonNode response) {
    return response.path("statusCode").asInt();
  }
}
