/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.BOB;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bot reports the roles of a member, since some of them earn a credit. */
class MemberRolesTest {
  private static final String GOLD = "510000000000000001";
  private static final String SILVER = "510000000000000002";

  private final GuildFixture guild = new GuildFixture();

  @BeforeEach
  void thePlatformAnswers() {
    guild.platform.answers("credit-supporter", "{'userId': 'x', 'booked': 1}");
    guild.platform.answers(
        "get-user-costs",
        "{'month': '2026-11', 'seconds': 0, 'cost': '0.00', 'donations': '0.00',"
            + " 'credits': '5.00', 'uncovered': '0.00', 'currency': 'USD'}");
    guild.platform.answers("status", instance("stopped"));
    guild.platform.answers("start", instance("running"));
  }

  @Test
  void rolesAreReportedAsAnAdministratorBeforeCostsAreShown() {
    guild.holds(ALICE, SILVER, GOLD);

    guild.command(ALICE, "foundry", "costs");

    ObjectNode reported = guild.platform.request("credit-supporter");
    assertThat(reported.path("userId").asText()).isEqualTo(ALICE);
    assertThat(reported.path("actor").path("admin").asBoolean()).isTrue();
    assertThat(reported.path("roles")).extracting(JsonNode::asText).containsExactly(GOLD, SILVER);
    assertThat(guild.platform.requests())
        .extracting(r -> r.path("action").asText())
        .containsExactly("credit-supporter", "get-user-costs");
  }

  @Test
  void rolesAreReportedOnceAMonthAndMember() {
    guild.holds(ALICE, GOLD);
    guild.holds(BOB, GOLD);
    guild.command(ALICE, "foundry", "costs");
    guild.command(ALICE, "foundry", "dashboard");
    guild.press(ALICE, "start:" + ALICE);
    guild.command(ALICE, "foundry", "costs");
    assertThat(guild.platform.count("credit-supporter")).isEqualTo(1);

    guild.command(BOB, "foundry", "costs");
    assertThat(guild.platform.count("credit-supporter")).isEqualTo(2);
    guild.later(Duration.ofDays(10));
    guild.command(ALICE, "foundry", "costs");
    assertThat(guild.platform.count("credit-supporter")).isEqualTo(3);
  }

  @Test
  void aNewRoleIsReportedAtOnce() {
    guild.holds(ALICE, GOLD);
    guild.command(ALICE, "foundry", "costs");
    guild.holds(ALICE, GOLD, SILVER);

    guild.command(ALICE, "foundry", "costs");

    assertThat(roles()).containsExactly(List.of(GOLD), List.of(GOLD, SILVER));
  }

  @Test
  void aMemberWithoutRolesIsNotReported() {
    guild.command(ALICE, "foundry", "costs");

    assertThat(guild.platform.count("credit-supporter")).isZero();
  }

  @Test
  void aFailedReportHindersNothingAndIsRepeatedWithTheNextRequest() {
    GuildFixture broken = new GuildFixture();
    broken.holds(ALICE, GOLD);
    broken.platform.answers("get-user-costs", "{'month': '2026-11', 'cost': '0.00'}");
    broken.platform.refuses("credit-supporter", ErrorCode.DEPENDENCY_FAILED);

    broken.command(ALICE, "foundry", "costs");
    assertThat(broken.platform.count("get-user-costs")).isEqualTo(1);
    broken.later(Duration.ofMinutes(4));
    broken.command(ALICE, "foundry", "costs");

    assertThat(broken.platform.count("credit-supporter")).isEqualTo(2);
    assertThat(broken.platform.count("get-user-costs")).isEqualTo(2);
  }

  private List<List<String>> roles() {
    return guild.platform.requests().stream()
        .filter(r -> r.path("action").asText().equals("credit-supporter"))
        .map(r -> r.path("roles").valueStream().map(JsonNode::asText).toList())
        .toList();
  }
}
