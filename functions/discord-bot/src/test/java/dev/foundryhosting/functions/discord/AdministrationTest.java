/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ADMIN;
import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.customIds;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators see and steer. */
class AdministrationTest {
  private final GuildFixture guild = new GuildFixture();

  @Test
  void theOverviewShowsFiguresAndServers() {
    guild.platform.answers(
        "admin-overview",
        """
        {'at': '2026-11-22T12:00:00Z',
         'servers': {'total': 2, 'created': 0, 'running': 2},
         'running': {'players': 5, 'seconds': 3600, 'cost': '0.05'},
         'sessions': {'open': 1, 'scheduled': 1, 'active': 0,
                      'next': {'sessionId': 's', 'startsAt': '2026-11-28T19:00:00Z'}},
         'licenses': {'total': 2, 'shared': 2, 'inUse': 1},
         'month': {'month': '2026-11', 'cost': '0.14', 'donations': '0.10', 'uncovered': '0.04',
                   'currency': 'USD', 'hours': '3.0', 'coveredPercent': 71},
         'contributors': [{'userId': '1', 'name': 'A*a', 'donations': '0.08'},
                          {'userId': '2', 'donations': '0.02'}],
         'unclaimed': {'donations': '5.00'},
         'spendingCaps': {'users': 2, 'reached': ['1']},
         'maintenance': {'enabled': true, 'reason': 'New disks.', 'since': '2026-11-22T11:00:00Z'}}\
        """);
    guild.platform.answers("list-all", "{'instances': [" + instance("running") + "]}");

    guild.command(ADMIN, "foundry-admin", "overview");

    assertThat(guild.platform.request("admin-overview").path("actor").toString())
        .isEqualTo("{\"userId\":\"" + ADMIN + "\",\"admin\":true}");
    JsonNode shown = shown();
    JsonNode embed = shown.path("embeds").path(0);
    assertThat(embed.path("description").asText())
        .isEqualTo("As of <t:1795348800:F>\n\n**Grim Keep** · Running · <@" + ALICE + ">");
    assertThat(embed.path("fields"))
        .extracting(field -> field.path("name").asText(), field -> field.path("value").asText())
        .containsExactly(
            tuple("Servers", "2\nRunning: 2"),
            tuple("Running now", "Players: 5\n0.05 USD so far"),
            tuple("Open sessions", "1\nplanned: 1\nnext: <t:1795892400:F>"),
            tuple("Licences", "2\nlent: 2\nin use: 1"),
            tuple("Month 2026\\-11", "3.0 h, 0.14 USD\n71 % covered, 0.04 missing"),
            tuple("Donations", "0.10\nof nobody yet: 5.00"),
            tuple("Contributors", "A\\*a 0.08\n<@2> 0.02"),
            tuple("Members with a limit", "2\nreached by <@1>"),
            tuple("Maintenance", "on, <t:1795345200:R>\nNew disks."));
    assertThat(customIds(shown))
        .containsExactly(
            "admin-overview",
            "admin-ask:maintenance-on:-",
            "admin-ask:maintenance-off:-",
            "admin-ask:cancel-all:-",
            "admin-ask:reset:-",
            "admin-detail");
  }

  @Test
  void theDetailOfAServerHasItsEmergencyStop() {
    guild.platform.answers("status", instance("running"));

    JsonNode answer = guild.press(ADMIN, "admin-detail", ALICE);

    assertThat(answer.toString()).isEqualTo("{\"type\":6}");
    assertThat(guild.platform.request("status").path("userId").asText()).isEqualTo(ALICE);
    assertThat(guild.platform.request("status").path("actor").path("admin").asBoolean()).isTrue();
    assertThat(customIds(shown()))
        .containsExactly("admin-ask:force-stop:" + ALICE, "admin-overview");
  }

  @Test
  void theDetailOfAServerCancelsItsNextSession() {
    guild.platform.answers(
        "status", instance("stopped", ", 'nextSession': {'sessionId': '" + "0a".repeat(16) + "'}"));
    guild.platform.answers("admin-cancel-session", "{}");
    guild.press(ADMIN, "admin-detail", ALICE);
    String cancel = customIds(shown()).get(1);
    assertThat(cancel).isEqualTo("admin-ask:cancel-session:" + "0a".repeat(16));
    JsonNode form = guild.press(ADMIN, cancel).path("data");
    guild.discord.forgetCalls();

    guild.submit(ADMIN, form.path("custom_id").asText(), "reason", "We move.");
    guild.press(ADMIN, customIds(shown()).getFirst());

    JsonNode request = guild.platform.request("admin-cancel-session");
    assertThat(request.path("sessionId").asText()).isEqualTo("0a".repeat(16));
    assertThat(request.path("reason").asText()).isEqualTo("We move.");
  }

  @Test
  void aLargeOverviewFitsIntoAMessage() {
    String reached = String.join("','", Collections.nCopies(100, ALICE));
    String longest = "*".repeat(1024);
    guild.platform.answers(
        "admin-overview",
        """
        {'at': '2026-11-22T12:00:00Z', 'servers': {'total': 25, 'running': 25},
         'contributors': [{'name': '%1$s', 'donations': '0.08'}],
         'spendingCaps': {'users': 100, 'reached': ['%2$s']},
         'maintenance': {'enabled': true, 'reason': '%1$s', 'since': '2026-11-22T11:00:00Z'}}\
        """
            .formatted(longest, reached));
    String server = instance("destroying").replace("Grim Keep", "_".repeat(32));
    guild.platform.answers(
        "list-all", "{'instances': [" + String.join(",", Collections.nCopies(25, server)) + "]}");

    guild.command(ADMIN, "foundry-admin", "overview");

    JsonNode embed = shown().path("embeds").path(0);
    int all = embed.path("title").asText().length() + embed.path("description").asText().length();
    for (JsonNode field : embed.path("fields")) {
      all += field.path("name").asText().length() + field.path("value").asText().length();
    }
    assertThat(all).isBetween(5900, 6000);
    assertThat(embed.path("fields")).hasSize(9);
  }

  @ParameterizedTest
  @CsvSource({
    "force-stop, user, 100000000000000001, admin-force-shutdown, targetUserId",
    "cancel-session, session, s-1, admin-cancel-session, sessionId"
  })
  void anEmergencyIsConfirmedAndThenDone(
      String command, String option, String target, String action, String field) {
    guild.platform.answers(action, "{}");

    guild.command(ADMIN, "foundry-admin", command, option, target, "reason", "It *burns*");

    assertThat(guild.platform.requests()).isEmpty();
    JsonNode question = shown();
    assertThat(question.path("content").asText()).contains("It \\*burns\\*");
    String yes = customIds(question).getFirst();
    guild.discord.forgetCalls();
    guild.press(ADMIN, yes);

    JsonNode request = guild.platform.request(action);
    assertThat(request.path(field).asText()).isEqualTo(target);
    assertThat(request.path("reason").asText()).isEqualTo("It *burns*");
    assertThat(request.path("actor").path("admin").asBoolean()).isTrue();
    assertThat(shown().path("content").asText()).isNotEmpty();
    guild.press(ADMIN, yes);
    assertThat(guild.platform.count(action)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "maintenance-on, admin-system-maintenance, true, because",
    "maintenance-off, admin-system-maintenance, false, because",
    "cancel-all, admin-cancel-all-sessions, '', because",
    "reset, admin-maintenance-reset, '', ''"
  })
  void aButtonOfTheOverviewAsksForTheReasonAndForAConfirmation(
      String action, String request, String enabled, String reason) {
    guild.platform.answers(request, "{}");

    JsonNode form = guild.press(ADMIN, "admin-ask:" + action + ":-");
    assertThat(form.path("type").asInt()).isEqualTo(9);
    guild.submit(ADMIN, form.path("data").path("custom_id").asText(), "reason", "because");
    guild.press(ADMIN, customIds(shown()).getFirst());

    assertThat(guild.platform.request(request).path("enabled").asText()).isEqualTo(enabled);
    assertThat(guild.platform.request(request).path("reason").asText()).isEqualTo(reason);
  }

  @Test
  void theMaintenanceCommandKnowsOnFromOff() {
    guild.command(ADMIN, "foundry-admin", "maintenance", "enabled", "false", "reason", "done");

    assertThat(shown().path("content").asText()).startsWith("Turn maintenance off?");
  }

  @Test
  void maintenanceEndsWithoutAReason() {
    guild.platform.answers("admin-system-maintenance", "{}");
    guild.command(ADMIN, "foundry-admin", "maintenance", "enabled", "false", "reason", "");

    guild.press(ADMIN, customIds(shown()).getFirst());

    assertThat(guild.platform.request("admin-system-maintenance").has("reason")).isFalse();
  }

  @Test
  void onlyTheAdministratorWhoAskedConfirms() {
    guild.command(ADMIN, "foundry-admin", "reset");
    String yes = customIds(shown()).getFirst();

    guild.press(ALICE, yes);

    assertThat(guild.platform.requests()).isEmpty();
  }

  @Test
  void everyCommandIsRefusedToMembers() {
    for (String command :
        List.of(
            "overview",
            "setup-registration",
            "recreate-registration",
            "force-stop",
            "cancel-session",
            "maintenance",
            "reset",
            "test-log",
            "cleanup")) {
      JsonNode answer = guild.command(ALICE, "foundry-admin", command);

      assertThat(answer.path("data").path("content").asText()).contains("Only administrators");
    }
    assertThat(guild.discord.calls()).isEmpty();
    assertThat(guild.platform.requests()).isEmpty();
  }

  @Test
  void theLogTestNamesItsRequest() {
    guild.command(ADMIN, "foundry-admin", "test-log");

    assertThat(shown().path("content").asText()).matches(".*`[0-9a-f-]{36}`.*");
  }

  @Test
  void cleanupLooksAtEveryLicenceLentOrNot() {
    guild.platform.answers("license-pool-status", "{'licenses': [{'ownerId': '1'}]}");
    guild.platform.answers(
        "list-all",
        "{'instances': [{'userId': '1', 'license': {}}, {'userId': '2'}], 'cursor': 'more'}");
    guild.platform.answers("list-all", "{'instances': [{'userId': '3', 'license': {}}]}");
    guild.platform.refuses("manage-license-state", ErrorCode.LICENSE_NOT_FOUND);
    guild.platform.answers("manage-license-state", "{}");

    guild.command(ADMIN, "foundry-admin", "cleanup");

    assertThat(guild.platform.requests())
        .filteredOn(request -> request.path("action").asText().equals("manage-license-state"))
        .allMatch(request -> request.path("operation").asText().equals("cleanup_orphaned"))
        .allMatch(request -> request.path("actor").path("admin").asBoolean())
        .extracting(request -> request.path("userId").asText())
        .containsExactly("1", "3");
    assertThat(guild.platform.requests())
        .extracting(request -> request.path("cursor").asText())
        .containsOnlyOnce("more");
    assertThat(shown().path("content").asText()).isEqualTo("Tidied up. Licences looked at: 2");
  }

  private JsonNode shown() {
    return guild.discord.call("PATCH", ORIGINAL).body();
  }
}
