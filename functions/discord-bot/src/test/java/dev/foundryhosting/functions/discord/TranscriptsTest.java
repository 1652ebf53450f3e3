/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ADMIN;
import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.customIds;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.functions.discord.command.SlashCommand;
import dev.foundryhosting.functions.discord.interaction.InteractionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares what each command, button, menu, form and event leads to with {@code transcripts.txt},
 * from the signed request to the calls of Discord's API with all their fields. {@code
 * -Dtranscripts.accept=true} writes that file anew; review its changes. A command, step or event
 * without a transcript fails.
 */
class TranscriptsTest {
  private static final Path ACCEPTED = Path.of("src/test/resources/discord/transcripts.txt");
  private static final String OWN_CHANNEL = "840000000000000001";
  private static final String EVENT =
      "{'eventId': 'e-1', 'occurredAt': '2026-11-22T12:00:00Z', 'userId': '"
          + ALICE
          + "', 'subdomain': 'grim-keep', 'status': 'running',"
          + " 'attention': 'licence-agreement', 'shutdownAt': '2026-11-22T14:00:00Z',"
          + " 'reason': 'So it is.', 'largerSize': 'medium', 'canKeepAlive': true, 'licenseId': 'byol-1',"
          + " 'borrowerId': '100000000000000002', 'transactionId': 't-1', 'amount': '3.00',"
          + " 'currency': 'EUR', 'from': 'A friend', 'session': {'sessionId': 's1',"
          + " 'title': 'Dark *Tower*', 'startsAt': '2026-11-28T19:00:00Z',"
          + " 'endsAt': '2026-11-28T23:00:00Z'}}";
  private static final String SESSION =
      "{'sessionId': 's1', 'title': 'Dark *Tower*', 'startsAt': '2026-11-28T19:00:00Z',"
          + " 'endsAt': '2026-11-28T23:00:00Z', 'timeZone': 'Europe/Berlin',"
          + " 'status': 'scheduled'}";

  private static final String WORLD =
      "{'world': 'keep', 'title': 'The *Keep*', 'system': 'dnd5e', 'bytes': 3221225472,"
          + " 'lastPlayedAt': '2026-11-20T17:00:00Z'}";
  private static final String SAVE_POINT =
      "{'savePointId': 'run-1', 'createdAt': '2026-11-20T18:00:00Z', 'reason': 'run',"
          + " 'foundryVersion': '13.346', 'bytes': 314572800, 'newBytes': 1, 'worlds': ['keep'],"
          + " 'status': 'done'}";

  private static final String OVERVIEW =
      """
      {'at': '2026-11-22T12:00:00Z', 'servers': {'total': 1, 'stopped': 1},
       'running': {'players': 0, 'seconds': 0, 'cost': '0.00'},
       'sessions': {'open': 1, 'scheduled': 1, 'next': %s},
       'licenses': {'total': 1, 'private': 1, 'inUse': 0},
       'month': {'month': '2026-11', 'seconds': 5400, 'cost': '1.23', 'donations': '1.00',
                 'credits': '0.00', 'uncovered': '0.23', 'currency': 'EUR', 'hours': '1.5',
                 'coveredPercent': 81},
       'contributors': [{'userId': '1', 'name': 'A friend', 'donations': '1.00'}],
       'unclaimed': {'donations': '5.00'}, 'spendingCaps': {'users': 2, 'reached': ['1']},
       'maintenance': {'enabled': false}}\
      """
          .formatted(SESSION);

  private GuildFixture guild;

  @Test
  void everyInteractionAndEventMatchesItsTranscript() throws IOException {
    Map<String, String> transcripts = new LinkedHashMap<>();
    for (SlashCommand command : SlashCommand.values()) {
      transcripts.put("/" + command.id().name(), transcript(() -> give(command)));
    }
    for (InteractionId id : EveryInteractionTest.componentsAndForms()) {
      transcripts.put(id.name(), transcript(() -> use(id.name())));
    }
    for (Class<?> event : DomainEvent.Detail.class.getPermittedSubclasses()) {
      if (event == DomainEvent.UnknownEvent.class) {
        continue;
      }
      String name = event.getSimpleName();
      transcripts.put(name, transcript(() -> guild.event(name, EVENT)));
    }
    String all =
        transcripts.entrySet().stream()
            .map(each -> "== " + each.getKey() + "\n" + each.getValue())
            .collect(joining("\n"));
    if (Boolean.getBoolean("transcripts.accept")) {
      Files.writeString(ACCEPTED, all);
    }
    assertThat(all).isEqualTo(Files.readString(ACCEPTED));
  }

  /** The first response, the requests to the platform, and the calls of Discord. */
  private String transcript(Supplier<JsonNode> input) {
    guild = new GuildFixture();
    guild.hasChannel(ALICE, OWN_CHANNEL, "850000000000000001");
    answerEverything();
    JsonNode answer = input.get();
    return Stream.of(
            Stream.of("answer" + written(answer)),
            guild.platform.requests().stream().map(request -> "asks " + request + "\n"),
            guild.discord.calls().stream().map(call -> call + written(call.body())))
        .flatMap(lines -> lines)
        .collect(joining());
  }

  private JsonNode give(SlashCommand command) {
    return switch (command) {
      case DASHBOARD, HELP, LICENSE -> member(command);
      case SESSIONS -> member(command, "timezone", "Europe/Berlin");
      case COSTS -> member(command, "month", "2026-11");
      case OVERVIEW, RECREATE_REGISTRATION, RESET, TEST_LOG, CLEANUP -> admin(command);
      case SETUP_REGISTRATION -> admin(command, "channel", "860000000000000001");
      case FORCE_STOP -> admin(command, "user", ALICE, "reason", "It burns.");
      case CANCEL_SESSION -> admin(command, "session", "s1", "reason", "It burns.");
      case MAINTENANCE -> admin(command, "enabled", "true", "reason", "New disks.");
    };
  }

  private JsonNode use(String name) {
    return switch (name) {
      case "register", "never-mind" -> guild.press(ALICE, name);
      case "start",
          "stop",
          "refresh",
          "admin-key",
          "sessions",
          "license",
          "costs",
          "claim",
          "world",
          "worlds",
          "save" ->
          press(name);
      case "keep-alive", "prolong" -> press(name, "60");
      case "register-as" -> guild.press(ALICE, "register-as:lend");
      case "register-form" ->
          guild.submit(
              ALICE,
              "register-form:lend",
              "name",
              "Grim Keep",
              "licenseKey",
              "MADE-UPKE-YTHA-TOPE-NSNO-THIN");
      case "size" -> guild.press(ALICE, "size:" + ALICE, "large");
      case "take-size" -> press(name, "medium");
      case "restore" -> guild.press(ALICE, "restore:" + ALICE, "run-1");
      case "restore-as" -> press(name, "run-1");
      case "restore-form" ->
          guild.submit(ALICE, "restore-form:" + ALICE + ":run-1", "confirmation", "grim-keep");
      case "take-home" -> guild.press(ALICE, "take-home:" + ALICE, "keep");
      case "version" -> guild.press(ALICE, "version:" + ALICE, "12");
      case "destroy" -> press(name, "lends");
      case "destroy-as" -> press(name, "keep");
      case "destroy-form" ->
          guild.submit(ALICE, "destroy-form:" + ALICE + ":everything", "confirmation", "grim-keep");
      case "plan" -> press(name, "Europe/Berlin");
      case "plan-form" -> plan();
      case "plan-book" -> {
        plan();
        yield guild.press(ALICE, firstButton());
      }
      case "cancel-session" -> guild.press(ALICE, "cancel-session:" + ALICE, "s1");
      case "license-do" -> press(name, "immediate_stop");
      case "world-form" -> guild.submit(ALICE, "world-form:" + ALICE, "world", "the keep");
      case "claim-form" -> guild.submit(ALICE, "claim-form:" + ALICE, "transaction", "t-1");
      case "admin-overview" -> guild.press(ADMIN, "admin-overview");
      case "admin-detail" -> guild.press(ADMIN, "admin-detail", ALICE);
      case "admin-ask" -> guild.press(ADMIN, "admin-ask:force-stop:" + ALICE);
      case "admin-ask-form" -> askToStop();
      case "admin-do" -> {
        askToStop();
        yield guild.press(ADMIN, firstButton());
      }
      default -> throw new AssertionError(name + " is not tried");
    };
  }

  private JsonNode member(SlashCommand command, String... options) {
    return guild.command(ALICE, "foundry", command.label(), options);
  }

  private JsonNode admin(SlashCommand command, String... options) {
    return guild.command(ADMIN, "foundry-admin", command.label(), options);
  }

  private JsonNode press(String name, String... more) {
    return guild.press(
        ALICE, Stream.concat(Stream.of(name, ALICE), Stream.of(more)).collect(joining(":")));
  }

  private JsonNode plan() {
    return guild.submit(
        ALICE,
        "plan-form:" + ALICE,
        "title",
        "Dark *Tower*",
        "start",
        "2026-11-28 20:00",
        "zone",
        "Europe/Berlin",
        "duration",
        "4:00");
  }

  private JsonNode askToStop() {
    return guild.submit(ADMIN, "admin-ask-form:force-stop:" + ALICE, "reason", "It burns.");
  }

  private String firstButton() {
    return customIds(guild.discord.last().body()).getFirst();
  }

  private void answerEverything() {
    String stopped = instance("stopped");
    Map.of(
            "status",
            instance("running", ", 'players': 3"),
            "start",
            instance("running"),
            "stop",
            stopped,
            "keep-alive",
            instance("running", ", 'keptAliveUntil': '2026-11-22T13:00:00Z'"),
            "update-version",
            stopped,
            "create",
            instance("created"),
            "destroy",
            instance("destroying"),
            "list-all",
            "{'instances': [" + stopped + "]}",
            "list-sessions",
            "{'sessions': [" + SESSION + "]}")
        .forEach(guild.platform::answers);
    Map.of(
            "list-worlds",
            "{'worlds': [" + WORLD + "]}",
            "list-save-points",
            "{'savePoints': [" + SAVE_POINT + "]}",
            "create-save-point",
            SAVE_POINT,
            "restore-save-point",
            stopped,
            "export-world",
            "{'status': 'requested'}")
        .forEach(guild.platform::answers);
    Map.of(
            "check-availability", "{'available': true, 'licenses': ['byol-1'], 'conflicts': []}",
            "schedule-session", SESSION,
            "cancel-session", SESSION,
            "license-pool-status", "{'licenses': [{'ownerId': '1', 'sharing': 'shared'}]}",
            "manage-license-state", "{'licenseId': 'byol-1', 'sharing': 'withdrawn'}",
            "get-user-costs",
                "{'month': '2026-11', 'seconds': 5400, 'cost': '1.23', 'donations': '1.00',"
                    + " 'credits': '0.00', 'uncovered': '0.23', 'currency': 'EUR'}",
            "claim-donation", "{'amount': '3.00', 'currency': 'EUR'}",
            "credit-supporter", "{}",
            "admin-overview", OVERVIEW,
            "admin-force-shutdown", "{}")
        .forEach(guild.platform::answers);
    Map.of(
            "get-admin-key",
            "{'adminKey': 'key-0815'}",
            "update-settings",
            instance("running", ", 'size': 'medium', 'runningSize': 'small'"))
        .forEach(guild.platform::answers);
  }

  /** One line a field, without the random id of a request. */
  private static String written(JsonNode json) {
    return json.properties().stream()
        .map(field -> "  " + field.getKey() + ": " + field.getValue() + "\n")
        .collect(joining("", "\n", ""))
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<request id>");
  }
}
