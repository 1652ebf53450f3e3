/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.rest.StandInDiscord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What members read when Discord is slow, fails, or does not let the bot do what it wants. */
class DiscordInTroubleTest {
  private static final String OWN_CHANNEL = "840000000000000001";
  private static final String DASHBOARD = "850000000000000001";

  private final GuildFixture guild = new GuildFixture();

  @Test
  void anAdminKeyThatComesTooLateIsNotSentAnywhere() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("get-admin-key", "{'adminKey': 'key-0815'}");
    guild.discord.answers("PATCH", ORIGINAL, 404, "{\"code\": 10015}");

    guild.press(ALICE, "admin-key:" + ALICE);

    JsonNode sent = guild.discord.call("POST", "/channels/" + OWN_CHANNEL + "/messages").body();
    assertThat(sent.toString()).contains("ask again").doesNotContain("0815");
  }

  @Test
  void anOutcomeAfterFifteenMinutesIsSentToTheMember() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("stop", instance("stopped"));
    guild.deliver(
        guild.interaction(
            3, ALICE, new ObjectMapper().createObjectNode().put("custom_id", "stop:" + ALICE)));
    guild.later(Duration.ofMinutes(15));

    guild.runTasks();

    assertThat(guild.discord.lines())
        .contains("POST /channels/" + OWN_CHANNEL + "/messages")
        .doesNotContain("PATCH " + ORIGINAL);
  }

  @Test
  void aTaskThatOvertakesTheFirstResponseWaitsForIt() {
    guild.platform.answers("get-admin-key", "{'adminKey': 'k'}");
    guild.discord.answersFirst(2, "PATCH", ORIGINAL, 404, "{\"code\": 10015}");

    guild.press(ALICE, "admin-key:" + ALICE);

    assertThat(guild.discord.lines())
        .containsExactly("PATCH " + ORIGINAL, "PATCH " + ORIGINAL, "PATCH " + ORIGINAL);
    assertThat(guild.platform.count("get-admin-key")).isEqualTo(1);
  }

  @Test
  void withoutAChannelTheMemberGetsADirectMessage() {
    guild.platform.answers("stop", instance("stopped"));
    guild.discord.answers("PATCH", ORIGINAL, 404, "{\"code\": 10015}");

    guild.press(ALICE, "stop:" + ALICE);

    assertThat(guild.discord.lines())
        .endsWith(
            "POST /users/@me/channels", "POST /channels/" + StandInDiscord.MADE + "/messages");
    assertThat(guild.discord.call("POST", "/users/@me/channels").body().toString())
        .isEqualTo("{\"recipient_id\":\"" + ALICE + "\"}");
  }

  @Test
  void aFailureIsShownAlsoWhenDiscordFailsAtFirst() {
    guild.platform.refuses("start", ErrorCode.LICENSE_IN_USE);
    guild.discord.answersFirst(2, "POST", GuildFixture.FOLLOW_UP, 503, "");

    guild.press(ALICE, "start:" + ALICE);

    assertThat(guild.discord.calls())
        .extracting(StandInDiscord.Call::status)
        .containsExactly(503, 503, 200);
    assertThat(guild.discord.last().body().toString()).contains("in use right now");
  }

  @Test
  void aFailureThatCannotFollowTheReplyIsSentToTheMember() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.refuses("start", ErrorCode.LICENSE_IN_USE);
    guild.discord.losesAnswers("POST", GuildFixture.FOLLOW_UP);

    guild.press(ALICE, "start:" + ALICE);

    assertThat(guild.discord.lines())
        .containsExactly(
            "POST " + GuildFixture.FOLLOW_UP, "POST /channels/" + OWN_CHANNEL + "/messages");
    assertThat(guild.discord.last().body().toString()).contains("in use right now");
  }

  @ParameterizedTest
  @CsvSource({"403, 50013", "400, 50035", "500, 0", "404, 10003", "404, 10008"})
  void aFailingChannelDoesNotFailTheReply(int status, int code) {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("status", instance("running"));
    guild.platform.answers("stop", instance("stopped"));
    guild.platform.answers("keep-alive", instance("running"));
    for (String method : List.of("PATCH", "POST")) {
      guild.discord.answers(method, "/channels/.*", status, "{\"code\": " + code + "}");
    }

    guild.command(ALICE, "foundry", "dashboard");
    guild.press(ALICE, "stop:" + ALICE);
    guild.press(ALICE, "prolong:" + ALICE + ":60");

    assertThat(guild.discord.calls())
        .filteredOn(call -> call.path().startsWith("/webhooks/"))
        .extracting(StandInDiscord.Call::toString)
        .containsOnly("PATCH " + ORIGINAL)
        .hasSize(3);
    assertThat(guild.discord.calls())
        .noneMatch(call -> call.body().toString().contains("has trouble"));
  }

  @Test
  void aFailureToRemoveTheChannelDoesNotFailTheDestruction() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("status", instance("stopped"));
    guild.platform.answers("destroy", instance("destroying"));
    guild.discord.answers("DELETE", "/channels/.*", 403, "{\"code\": 50013}");

    guild.submit(ALICE, "destroy-form:" + ALICE + ":everything", "confirmation", "grim-keep");

    assertThat(guild.discord.call("PATCH", ORIGINAL).body().path("content").asText())
        .contains("are being removed");
    assertThat(guild.store.find("member#" + ALICE).orElseThrow()).containsKey("channelId");
  }

  @Test
  void anEventThatDiscordFailsToShowForAWhileComesAgain() {
    guild.platform.answers("start", starting("requested"));
    guild.platform.answers("status", starting("requested"));
    guild.platform.answers("status", instance("running"));
    guild.discord.answersInTurn("PATCH", ORIGINAL, 200, 503, 503, 503, 503, 503);
    guild.press(ALICE, "start:" + ALICE);

    assertThatThrownBy(guild::progressed).isInstanceOf(PlatformException.class);
    guild.progressed();

    assertThat(guild.discord.last().body().toString()).contains("**Running**");
    assertThat(guild.discord.last().status()).isEqualTo(200);
  }

  @Test
  void aNewChannelAndADeletedMessageGetNewDashboards() {
    guild.platform.answers("status", instance("stopped"));
    guild.hasChannel(ALICE, OWN_CHANNEL, "");
    guild.press(ALICE, "refresh:" + ALICE);
    guild.hasChannel(ALICE, "840000000000000002", "");
    guild.press(ALICE, "refresh:" + ALICE);
    guild.discord.answers("PATCH", "/channels/.*", 404, "{\"code\": 10008}");
    guild.press(ALICE, "refresh:" + ALICE);

    assertThat(guild.discord.calls())
        .filteredOn(call -> call.method().equals("POST"))
        .extracting(call -> call.body().path("nonce").asText())
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  private static String starting(String phase) {
    return instance("starting", ", 'progress': {'phase': '" + phase + "'}");
  }
}
