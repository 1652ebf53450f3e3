/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.customIds;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lending a licence, and what play costs. */
class LicenceAndCostsTest {
  private final GuildFixture guild = new GuildFixture();

  @ParameterizedTest
  @CsvSource({
    "private, share, You alone",
    "shared, schedule_stop_after_sessions immediate_stop, can book sessions",
    "stopping, cancel_scheduled_stop immediate_stop, still take place",
    "withdrawn, reactivate_sharing, stopped lending"
  })
  void eachStateIsExplainedAndHasItsButtons(String sharing, String operations, String text) {
    guild.platform.answers("status", instance("stopped").replace("private", sharing));

    guild.command(ALICE, "foundry", "license");

    JsonNode shown = shown();
    assertThat(shown.path("embeds").path(0).path("description").asText()).contains(text);
    assertThat(customIds(shown))
        .containsExactly(
            Arrays.stream(operations.split(" "))
                .map(o -> "license-do:" + ALICE + ":" + o)
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "share, set-license-sharing, share, true",
    "schedule_stop_after_sessions, manage-license-state, operation, schedule_stop_after_sessions",
    "cancel_scheduled_stop, manage-license-state, operation, cancel_scheduled_stop",
    "immediate_stop, manage-license-state, operation, immediate_stop",
    "reactivate_sharing, manage-license-state, operation, reactivate_sharing"
  })
  void aButtonChangesTheStateAndShowsIt(
      String operation, String action, String field, String value) {
    guild.platform.answers(action, "{'licenseId': 'byol-1', 'sharing': 'shared'}");
    guild.platform.answers("status", instance("stopped").replace("private", "shared"));

    guild.press(ALICE, "license-do:" + ALICE + ":" + operation);

    assertThat(guild.platform.request(action).path(field).asText()).isEqualTo(value);
    assertThat(guild.platform.request(action).path("actor").path("admin").asBoolean()).isFalse();
    assertThat(shown().toString()).contains("\"lent\"");
  }

  @Test
  void withoutServerAndLendingTheChannelIsRemoved() {
    guild.hasChannel(ALICE, "840000000000000001", "850000000000000001");
    guild.hasNoServer();
    guild.platform.answers("manage-license-state", "{'sharing': 'withdrawn'}");
    guild.platform.answers(
        "license-pool-status",
        "{'licenses': [{'own': false, 'sharing': 'shared'}, {'own': true, 'sharing': 'withdrawn'}]}");

    guild.press(ALICE, "license-do:" + ALICE + ":immediate_stop");

    assertThat(guild.discord.lines()).endsWith("DELETE /channels/840000000000000001");
  }

  @Test
  void aServerThatIsBeingDestroyedKeepsNoChannel() {
    guild.hasChannel(ALICE, "840000000000000001", "850000000000000001");
    guild.platform.answers("manage-license-state", "{'sharing': 'withdrawn'}");
    guild.platform.answers(
        "status", "{'status': 'destroying', 'license': {'sharing': 'withdrawn'}}");

    guild.press(ALICE, "license-do:" + ALICE + ":immediate_stop");

    assertThat(guild.discord.lines()).endsWith("DELETE /channels/840000000000000001");
  }

  @Test
  void whileTheLicenceIsLentTheChannelStaysWithoutAServer() {
    guild.hasChannel(ALICE, "840000000000000001", "850000000000000001");
    guild.hasNoServer();
    guild.platform.answers(
        "license-pool-status", "{'licenses': [{'own': true, 'sharing': 'stopping'}]}");

    guild.press(ALICE, "license:" + ALICE);

    assertThat(guild.discord.lines()).containsExactly("PATCH " + ORIGINAL);
  }

  @Test
  void costsAreShownWithALinkToCoverThem() {
    guild.platform.answers(
        "get-user-costs",
        "{'month': '2026-11', 'seconds': 45296, 'cost': '1.23', 'donations': '1.00',"
            + " 'credits': '0.00', 'uncovered': '0.23', 'currency': 'EUR', 'entries': [],"
            + " 'otherDonations': [{'amount': '3.00', 'currency': 'USD'}]}");

    guild.command(ALICE, "foundry", "costs", "month", "2026-11");

    assertThat(guild.platform.request("get-user-costs").path("month").asText())
        .isEqualTo("2026-11");
    JsonNode embed = shown().path("embeds").path(0);
    assertThat(embed.path("description").asText()).contains("`discord: " + ALICE + "`");
    assertThat(embed.path("fields").toString())
        .contains("12:34 h", "1.23 EUR", "0.23 EUR", "3.00 USD");
    assertThat(shown().toString()).contains("\"url\":\"" + GuildFixture.KOFI + "\"");
  }

  @Test
  void aDonationWithoutItsGiverIsClaimed() {
    guild.platform.answers("claim-donation", "{'amount': '3.00', 'currency': 'EUR'}");

    JsonNode form = guild.press(ALICE, "claim:" + ALICE).path("data");
    guild.submit(ALICE, form.path("custom_id").asText(), "transaction", "t-1");

    assertThat(guild.platform.request("claim-donation").path("transactionId").asText())
        .isEqualTo("t-1");
    assertThat(shown().path("content").asText()).contains("3.00 EUR");
  }

  private JsonNode shown() {
    return guild.discord.call("PATCH", ORIGINAL).body();
  }
}
