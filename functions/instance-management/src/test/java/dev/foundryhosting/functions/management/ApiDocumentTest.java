/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.BEGIN;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.command.BookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Executes the examples of docs/api.md, in their order, and holds the answers against them. */
class ApiDocumentTest {
  private static final UserId USER = new UserId("230000000000000001");
  private static final Pattern STEP =
      Pattern.compile(
          "```json (?<kind>request|answer)\\n(?<json>.*?)```|^‹(?<event>[^›]+)›$",
          Pattern.DOTALL | Pattern.MULTILINE);

  /** In a text, where a join code stands. */
  private static final String CODE = "‹code›";

  private final RequestFixture fixture = new RequestFixture();
  private String lastSession = "none";
  private String lastSavePoint = "none";

  @Test
  void whatTheDocumentShowsIsWhatTheFunctionDoes() throws IOException {
    Matcher step = STEP.matcher(document());
    ObjectNode request = null;
    List<String> executed = new ArrayList<>();
    while (step.find()) {
      if (step.group("event") != null) {
        happens(step.group("event"));
      } else if (step.group("kind").equals("request")) {
        request =
            (ObjectNode)
                RequestFixture.JSON.readTree(
                    step.group("json")
                        .replace("‹session›", lastSession)
                        .replace("‹save point›", lastSavePoint));
      } else {
        assertSame(
            request.toString(),
            RequestFixture.JSON.readTree(step.group("json")),
            fixture.ask(request));
        executed.add(request.path("action").asText());
      }
    }

    assertThat(executed)
        .contains(
            "create",
            "start",
            "stop",
            "status",
            "destroy",
            "delete-user",
            "update-version",
            "get-admin-key",
            "get-invite",
            "renew-invite",
            "get-table",
            "wake",
            "list-all",
            "update-settings",
            "cache-release",
            "list-releases",
            "admin-overview",
            "admin-system-maintenance",
            "admin-maintenance-reset",
            "credit-supporter",
            "set-license-sharing",
            "check-availability",
            "schedule-session",
            "list-sessions",
            "license-pool-status",
            "cancel-session",
            "manage-license-state",
            "keep-alive",
            "get-user-costs",
            "get-all-costs",
            "claim-donation",
            "shutdown-stats",
            "admin-force-shutdown",
            "admin-cancel-session",
            "admin-cancel-all-sessions",
            "health-check");
  }

  @Test
  void everyCodeIsExplained() throws IOException {
    String document = document();
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(document).contains("`" + code + "`");
    }
  }

  /** What happens between two requests. */
  private void happens(String event) {
    switch (event) {
      case "The server gets ready." -> fixture.world.settleUntil(USER, Status.RUNNING);
      case "Everything is gone." -> fixture.world.settle();
      case "A server ran for three hours." -> playForThreeHours();
      case "The save point is taken.", "The world is packed." -> {
        fixture.world.worldFiles.works();
        var unused = fixture.world.worker().reconcile(new UserId("lender"));
      }
      case "Somebody donated." -> donate();
      case "The download ends." -> {
        fixture.world.archives.put("13.347", fixture.world.clock.instant());
        fixture.world.tasks.exits(fixture.world.tasks.live().getLast().taskArn(), 0);
      }
      default -> throw new AssertionError("an event that this test does not know: " + event);
    }
  }

  private void playForThreeHours() {
    assertThat(
            new BookRun(fixture.ledger, UsageSamples.PRICES)
                .book(
                    UsageSamples.run(
                        "run-1", new UserId("player-1"), BEGIN, BEGIN.plusSeconds(3 * 3600))))
        .isTrue();
  }

  private void donate() {
    var unused =
        fixture.ledger.book(
            new Donation(
                "message-1",
                "5f0c8a2e-1111-4222-8333-9a7b6c5d4e3f",
                BEGIN.plusSeconds(86_400),
                "Donation",
                UsageSamples.money("0.10", UsageSamples.USD),
                Optional.of("Ada"),
                Optional.of("Great evening"),
                Optional.empty()),
            Optional.empty());
  }

  private void assertSame(String request, JsonNode shown, JsonNode answered) {
    assertSame(request, "", shown, answered);
  }

  private void assertSame(String request, String path, JsonNode shown, JsonNode answered) {
    String where = "%s of the answer to %s".formatted(path, request);
    String text = shown.asText();
    if (text.contains(CODE)) {
      assertThat(answered.asText()).as(where).matches(withAnyCode(text));
    } else if (text.startsWith("‹")) {
      assertStandsIn(where, text, answered);
    } else if (shown.isObject()) {
      assertThat(answered.fieldNames())
          .toIterable()
          .as(where)
          .containsExactlyElementsOf(shown::fieldNames);
      shown
          .fieldNames()
          .forEachRemaining(
              name -> assertSame(request, path + "/" + name, shown.get(name), answered.get(name)));
    } else if (shown.isArray()) {
      assertThat(answered).as(where).hasSameSizeAs(shown);
      for (int i = 0; i < shown.size(); i++) {
        assertSame(request, path + "/" + i, shown.get(i), answered.get(i));
      }
    } else {
      assertThat(answered).as(where).isEqualTo(shown);
    }
  }

  private static String withAnyCode(String text) {
    return Arrays.stream(text.split(CODE, -1))
        .map(Pattern::quote)
        .collect(joining("[0-9a-z]{4}(-[0-9a-z]{4}){2}"));
  }

  private void assertStandsIn(String where, String placeholder, JsonNode answered) {
    switch (placeholder) {
      case "‹time›" ->
          assertThat(Instant.parse(answered.asText())).as(where).isAfterOrEqualTo(BEGIN);
      case "‹session›" -> {
        assertThat(answered.asText()).as(where).matches("[0-9a-f]{32}");
        lastSession = answered.asText();
      }
      case "‹save point›" -> {
        assertThat(answered.asText()).as(where).matches("manual-[0-9a-f]{32}");
        lastSavePoint = answered.asText();
      }
      case "‹job›" -> assertThat(answered.asText()).as(where).matches("[a-z]+-[0-9a-f]{32}");
      case "‹import›" -> assertThat(answered.asText()).as(where).isNotEmpty();
      case "‹link›" -> assertThat(answered.asText()).as(where).startsWith("http");
      case "‹sentence›" -> assertThat(answered.asText()).as(where).endsWith(".");
      case "‹key›" -> assertThat(answered.asText()).as(where).matches("[0-9a-f]{32}");
      case "‹ms›" -> assertThat(answered.isIntegralNumber()).as(where).isTrue();
      case "‹progress›" -> assertThat(answered.has("phases")).as(where).isTrue();
      case "‹assets›" -> assertThat(answered.has("baseUrl")).as(where).isTrue();
      case "‹settings›" -> assertThat(answered.has("idleMinutes")).as(where).isTrue();
      case "‹file job›" -> assertThat(answered.has("kind")).as(where).isTrue();
      case "‹instance›" -> assertThat(answered.has("status")).as(where).isTrue();
      default ->
          throw new AssertionError("a placeholder that this test does not know: " + placeholder);
    }
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("..", "..", "docs", "api.md"));
  }
}
