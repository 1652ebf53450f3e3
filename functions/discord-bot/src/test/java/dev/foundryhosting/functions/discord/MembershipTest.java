/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ADMIN;
import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.FOLLOW_UP;
import static dev.foundryhosting.functions.discord.GuildFixture.GUILD;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people outside the Discord server may do: only what costs the community nothing. */
class MembershipTest {
  private static final String LOOK_UP = "/guilds/" + GUILD + "/members/[0-9]+";

  private final GuildFixture guild = new GuildFixture();

  @Test
  void whoHasLeftDoesNotStartAServerFromDirectMessages() {
    ObjectNode step = (ObjectNode) ReportedCase.named("ex-member-in-direct-messages").step();
    String user = step.path("user").path("id").asText();
    hasNoMembers();

    guild.deliverAndRun(
        direct(step.path("type").asInt(), user, (ObjectNode) step.path("data").deepCopy()));

    assertThat(guild.platform.requests()).isEmpty();
    assertThat(told()).contains("members of our Discord server");
    JsonNode asked = guild.discord.call("GET", "/guilds/" + GUILD + "/members/" + user).body();
    assertThat(asked.isMissingNode() || asked.isNull() || asked.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start:%s", "keep-alive:%s:60", "prolong:%s:60", "take-size:%s:large", "plan-form:%s",
        "plan-book:%s:0001", "size:%s", "version:%s", "world-form:%s", "register-form:own"
      })
  void whatMayCostTheCommunityIsForMembers(String customId) {
    hasNoMembers();

    presses(customId.formatted(ALICE));

    assertThat(guild.platform.requests()).isEmpty();
    assertThat(told()).contains("members of our Discord server");
  }

  @ParameterizedTest
  @CsvSource({
    "stop, stop:%s",
    "status, refresh:%s",
    "get-admin-key, admin-key:%s",
    "list-sessions, sessions:%s",
    "cancel-session, cancel-session:%s",
    "manage-license-state, license-do:%s:immediate_stop"
  })
  void whatCostsNothingIsDoneForEverybody(String action, String customId) {
    hasNoMembers();

    presses(customId.formatted(ALICE));

    assertThat(guild.platform.count(action)).isEqualTo(1);
    assertThat(guild.discord.lines()).noneMatch(line -> line.contains("/members/"));
  }

  @Test
  void aMemberStartsTheServerFromDirectMessages() {
    guild.discord.answers("GET", LOOK_UP, 200, "{\"roles\": []}");
    guild.platform.answers("start", instance("starting"));
    guild.platform.answers("status", instance("running"));

    presses("start:" + ALICE);

    assertThat(guild.platform.count("start")).isEqualTo(1);
    assertThat(guild.discord.call("GET", "/members/" + ALICE).authorization())
        .isEqualTo("Bot " + GuildFixture.BOT_TOKEN);
  }

  @Test
  void whatComesFromTheDiscordServerAsksNothing() {
    guild.platform.answers("start", instance("starting"));
    guild.platform.answers("status", instance("running"));

    guild.press(ALICE, "start:" + ALICE);

    assertThat(guild.platform.count("start")).isEqualTo(1);
    assertThat(guild.discord.lines()).noneMatch(line -> line.contains("/members/"));
  }

  @ParameterizedTest
  @CsvSource({"500, 0", "403, 50001", "401, 0", "404, 10004"})
  void aFailedLookUpLetsNobodyIn(int status, int code) {
    guild.discord.answers("GET", LOOK_UP, status, "{\"code\": %d}".formatted(code));

    presses("start:" + ALICE);

    assertThat(guild.platform.requests()).isEmpty();
    assertThat(told()).contains("Try again in a minute");
  }

  @Test
  void directMessagesMakeNobodyAnAdministrator() {
    guild.discord.answers("GET", LOOK_UP, 200, "{\"roles\": []}");

    JsonNode answer =
        guild.deliver(
            direct(
                3,
                ADMIN,
                new ObjectMapper().createObjectNode().put("custom_id", "admin-overview")));

    assertThat(answer.path("data").path("content").asText()).contains("Only administrators");
  }

  private void hasNoMembers() {
    guild.discord.answers("GET", LOOK_UP, 404, "{\"code\": 10007}");
  }

  /** A person uses a button, a menu or a form in direct messages. */
  private void presses(String customId) {
    ObjectNode data = new ObjectMapper().createObjectNode().put("custom_id", customId);
    data.putArray("values").add("s1");
    guild.deliverAndRun(direct(customId.contains("form") ? 5 : 3, ALICE, data));
  }

  /** Discord names the user there, and no member. */
  private ObjectNode direct(int type, String user, ObjectNode data) {
    ObjectNode interaction = guild.interaction(type, user, data).put("context", 1);
    interaction.set("user", interaction.path("member").path("user"));
    interaction.remove(List.of("guild_id", "member"));
    return interaction;
  }

  /** The one text that the person reads, in the reply or below it. */
  private String told() {
    return guild.discord.calls().stream()
        .filter(call -> call.path().equals(ORIGINAL) || call.path().equals(FOLLOW_UP))
        .map(call -> call.body().path("content").asText())
        .reduce(
            (one, more) -> {
              throw new AssertionError(one + " and " + more);
            })
        .orElseThrow();
  }
}
