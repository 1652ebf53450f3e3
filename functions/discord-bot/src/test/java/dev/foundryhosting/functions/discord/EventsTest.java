/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.customIds;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.rest.StandInDiscord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform's events, and who reads them. */
class EventsTest {
  private static final String OWN_CHANNEL = "840000000000000001";
  private static final String SESSION =
      "'session': {'sessionId': 's1', 'title': 'Dark *Tower*',"
          + " 'startsAt': '2026-11-28T19:00:00Z', 'endsAt': '2026-11-28T23:00:00Z'}";

  private final GuildFixture guild = new GuildFixture();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "InstanceProgressed | 'subdomain': 'grim', 'status': 'running', 'attention': 'licence-agreement' | grim waits for you | licence agreement: press *Open*",
        "InstanceReady | 'subdomain': 'grim' | grim is ready | https://grim.play.example.org",
        "InstanceStopped | 'subdomain': 'grim', 'reason': 'Nobody was there.' | grim has stopped | Nobody was there.",
        "InstanceFailed | 'subdomain': 'grim', 'reason': 'No capacity.' | grim has failed | No capacity.",
        "ShutdownWarning | 'subdomain': 'grim', 'shutdownAt': '2026-11-28T19:00:00Z', 'reason': 'Cap.', 'canKeepAlive': false | will be stopped | <t:1795892400:R>",
        "SessionPreparing | SESSION | being prepared | Dark \\*Tower\\*",
        "SessionReady | SESSION, 'subdomain': 'grim' | session is ready | https://grim.play.example.org",
        "SessionFailed | SESSION, 'reason': 'No licence.' | does not take place | No licence.",
        "SessionCancelled | SESSION, 'reason': 'By an admin.' | was cancelled | By an admin.",
        "LicenseBorrowed | SESSION, 'licenseId': 'byol-1', 'borrowerId': '100000000000000002' | booked on your licence | <@100000000000000002>",
        "DonationBooked | 'transactionId': 't', 'amount': '3.00', 'currency': 'EUR', 'from': 'B@b' | Thank you | 3.00 EUR from B@\u200bb"
      })
  void eachEventHasItsMessage(String name, String detail, String title, String text) {
    guild.hasChannel(ALICE, OWN_CHANNEL, "");

    guild.event(name, detail("e-1", detail.replace("SESSION", SESSION)));

    JsonNode sent = guild.discord.call("POST", "/channels/" + OWN_CHANNEL + "/messages").body();
    assertThat(sent.path("embeds").path(0).path("title").asText()).contains(title);
    assertThat(sent.path("embeds").path(0).path("description").asText()).contains(text);
    assertThat(sent.path("allowed_mentions").toString()).isEqualTo("{\"parse\":[]}");
    assertThat(sent.path("enforce_nonce").asBoolean()).isTrue();
  }

  @Test
  void theAgreementsMessageLeadsToTheServerAndToTheKey() {
    guild.hasChannel(ALICE, OWN_CHANNEL, "");
    String event = detail("e-1", "'subdomain': 'grim', 'attention': 'licence-agreement'");

    guild.event("InstanceProgressed", event);
    guild.event("InstanceProgressed", event);

    JsonNode sent = guild.discord.call("POST", "/channels/" + OWN_CHANNEL + "/messages").body();
    JsonNode buttons = sent.at("/components/0/components");
    assertThat(buttons.at("/0/url").asText()).isEqualTo("https://grim.play.example.org");
    assertThat(buttons.at("/1/custom_id").asText()).isEqualTo("admin-key:" + ALICE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open-a-world", "larger-size", "of-tomorrow", ""})
  void whatElseAMemberHasToDoStandsOnTheDashboardAlone(String attention) {
    guild.hasChannel(ALICE, OWN_CHANNEL, "850000000000000001");
    guild.platform.answers("status", instance("running"));

    guild.event("InstanceProgressed", detail("e-1", "'attention': '%s'".formatted(attention)));

    assertThat(guild.discord.lines())
        .containsExactly("PATCH /channels/" + OWN_CHANNEL + "/messages/850000000000000001");
  }

  @Test
  void aRepeatedEventIsSentOnce() {
    for (int i = 0; i < 3; i++) {
      guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));
    }
    guild.event("InstanceReady", detail("e-2", "'subdomain': 'grim'"));

    assertThat(guild.discord.lines()).filteredOn(line -> line.endsWith("/messages")).hasSize(2);
  }

  @Test
  void anErasedMemberIsForgottenWithTheChannel() {
    guild.hasChannel(ALICE, OWN_CHANNEL, "850000000000000001");

    for (int i = 0; i < 2; i++) {
      guild.event("UserErased", detail("e-1", "'x': 1"));
    }

    assertThat(guild.store.find("member#" + ALICE)).isEmpty();
    assertThat(guild.discord.lines()).containsExactly("DELETE /channels/" + OWN_CHANNEL);
  }

  @Test
  void aMemberIsNotForgottenWhileTheChannelStands() {
    guild.hasChannel(ALICE, OWN_CHANNEL, "");
    guild.discord.answers("DELETE", "/channels/" + OWN_CHANNEL, 403, "{\"code\":50013}");

    assertThatThrownBy(() -> guild.event("UserErased", detail("e-1", "'x': 1")))
        .isInstanceOf(PlatformException.class);

    assertThat(guild.store.find("member#" + ALICE)).isPresent();
  }

  @Test
  void aWarningHasAButtonThatPostponesTheShutdown() {
    guild.hasChannel(ALICE, OWN_CHANNEL, "");
    guild.platform.answers(
        "keep-alive", instance("running", ", 'keptAliveUntil': '2026-11-28T20:00:00Z'"));
    guild.event(
        "ShutdownWarning",
        detail(
            "e-1",
            "'subdomain': 'grim', 'shutdownAt': '2026-11-28T19:00:00Z', 'reason': 'Empty.',"
                + " 'canKeepAlive': true"));
    String button = customIds(guild.discord.last().body()).getFirst();

    JsonNode answer = guild.press(ALICE, button);

    assertThat(answer.path("type").asInt()).isEqualTo(5);
    assertThat(guild.platform.request("keep-alive").path("minutes").asInt()).isEqualTo(60);
    assertThat(guild.discord.call("PATCH", GuildFixture.ORIGINAL).body().path("content").asText())
        .contains("<t:1795896000:F>");
  }

  @Test
  void aMemberReadsEventsInTheLanguageOfTheRegistration() {
    guild.store.note(
        "member#" + ALICE, Map.of("channelId", OWN_CHANNEL, "language", "de"), Optional.empty());

    guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));

    assertThat(guild.discord.last().body().toString()).contains("grim ist bereit");
  }

  @Test
  void anEventOfTheServerRefreshesTheDashboard() {
    guild.hasChannel(ALICE, OWN_CHANNEL, "850000000000000001");
    guild.platform.answers("status", instance("running"));

    guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));

    assertThat(guild.discord.lines())
        .containsExactly(
            "POST /channels/" + OWN_CHANNEL + "/messages",
            "PATCH /channels/" + OWN_CHANNEL + "/messages/850000000000000001");
  }

  @Test
  void aDeletedChannelIsForgottenAndADirectMessageSent() {
    guild.hasChannel(ALICE, OWN_CHANNEL, "");
    guild.discord.answers(
        "POST", "/channels/" + OWN_CHANNEL + "/messages", 404, "{\"code\":10003}");

    guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));

    assertThat(guild.discord.lines())
        .endsWith(
            "POST /users/@me/channels", "POST /channels/" + StandInDiscord.MADE + "/messages");
    assertThat(guild.store.find("member#" + ALICE).orElseThrow()).doesNotContainKey("channelId");
  }

  @Test
  void aMemberWhoTakesNoMessagesIsTriedOnce() {
    guild.discord.answers("POST", "/channels/.*", 403, "{\"code\": 50007}");

    guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));
    guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));

    assertThat(guild.discord.lines()).hasSize(2);
  }

  @Test
  void aUserWhoIsNotInDiscordIsTriedOnce() {
    guild.discord.answers("POST", "/users/@me/channels", 400, "{\"code\": 50033}");

    guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));
    guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));

    assertThat(guild.discord.lines()).containsExactly("POST /users/@me/channels");
  }

  @ParameterizedTest
  @CsvSource({"401, 0", "400, 50035", "403, 0"})
  void aFailureThatIsNotTheMembersLeavesTheEventToLambda(int status, int code) {
    guild.hasChannel(ALICE, OWN_CHANNEL, "");
    guild.discord.answersFirst(
        1, "POST", "/channels/" + OWN_CHANNEL + "/.*", status, "{\"code\": " + code + "}");
    guild.discord.answersFirst(
        1, "POST", "/channels/" + StandInDiscord.MADE + "/.*", status, "{\"code\": " + code + "}");
    String event = detail("e-1", "'subdomain': 'grim'");

    assertThatThrownBy(() -> guild.event("InstanceReady", event))
        .isInstanceOf(PlatformException.class);
    guild.later(Duration.ofMinutes(4));
    guild.discord.forgetCalls();
    guild.event("InstanceReady", event);

    assertThat(guild.discord.lines())
        .containsExactly("POST /channels/" + OWN_CHANNEL + "/messages");
  }

  @Test
  void aMessageSentBeforeADeathAndDeletedSinceIsNotSentAgain() {
    guild.hasChannel(ALICE, OWN_CHANNEL, "");
    guild.discord.answers(
        "POST", "/channels/" + OWN_CHANNEL + "/messages", 404, "{\"code\": 10008}");

    guild.event("InstanceReady", detail("e-1", "'subdomain': 'grim'"));

    assertThat(guild.discord.lines())
        .containsExactly("POST /channels/" + OWN_CHANNEL + "/messages");
    assertThat(guild.store.find("member#" + ALICE).orElseThrow()).containsKey("channelId");
  }

  @Test
  void whenDiscordIsDownTheEventComesAgainWithTheSameNonce() {
    guild.discord.answersFirst(5, "POST", "/channels/.*", 503, "");
    guild.hasChannel(ALICE, OWN_CHANNEL, "");
    String event = detail("e-1", "'subdomain': 'grim'");

    assertThatThrownBy(() -> guild.event("InstanceReady", event))
        .isInstanceOf(PlatformException.class);
    guild.later(Duration.ofMinutes(4));
    guild.event("InstanceReady", event);

    assertThat(guild.discord.calls()).hasSize(6);
    assertThat(guild.discord.calls())
        .extracting(call -> call.body().path("nonce").asText())
        .containsOnly(guild.discord.last().body().path("nonce").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DonationBooked | {\"eventId\": \"e\", \"amount\": \"3.00\", \"currency\": \"EUR\"}",
        "InstanceReady | {\"eventId\": \"e\", \"userId\": \"player-1\", \"subdomain\": \"x\"}",
        "OfTomorrow | {\"eventId\": \"e\", \"userId\": \"100000000000000001\"}",
        "InstanceReady | {\"userId\": \"100000000000000001\", \"subdomain\": \"x\"}"
      })
  void anEventThatConcernsNoMemberIsNotSent(String name, String detail) {
    assertThat(guild.event(name, detail).toString()).isEqualTo("{\"told\":0}");
    assertThat(guild.discord.calls()).isEmpty();
  }

  private static String detail(String eventId, String more) {
    return "{'eventId': '%s', 'occurredAt': '2026-11-22T12:00:00Z', 'userId': '%s', %s}"
        .formatted(eventId, ALICE, more);
  }
}
