/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.functions.discord.message.Message;
import dev.foundryhosting.functions.discord.settings.DiscordSettings;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.lambda.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordHttpTest {
  private static final Message HELLO = Message.text("hello");
  private static final ReplyAddress REPLY = new ReplyAddress("9", "secret-token");
  private static final String ORIGINAL = "/webhooks/9/secret-token/messages/@original";

  private final StandInDiscord server = new StandInDiscord();
  private final Instant begin = Instant.parse("2026-11-22T12:00:00Z");
  private final TestClock clock = new TestClock(begin);
  private final List<Duration> pauses = new ArrayList<>();
  private final Discord discord =
      new Discord(
          new DiscordHttp(
              server.url() + "/",
              clock,
              pause -> {
                pauses.add(pause);
                clock.advance(pause);
              }),
          () ->
              new DiscordSettings(
                  "bot-token",
                  "9",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Set.of()));

  @Test
  void aMessageThatIsLimitedForTenSecondsArrivesOnce() {
    server.answersFirst(
        5, "POST", "/channels/1/messages", 429, "{\"retry_after\": 2.0, \"global\": false}");

    assertThat(discord.send("1", HELLO, "nonce")).isEqualTo(StandInDiscord.MADE);

    assertThat(server.calls())
        .extracting(StandInDiscord.Call::status)
        .containsExactly(429, 429, 429, 429, 429, 200);
    assertThat(server.calls())
        .extracting(c -> c.body().toString())
        .containsOnly(server.last().body().toString());
    assertThat(pauses).containsOnly(Duration.ofSeconds(2)).hasSize(5);
  }

  @Test
  void waitsForTheLimitAreNoAttempts() {
    server.answersFirst(
        4, "POST", "/channels/1/messages", 429, "{\"retry_after\": 2.0, \"global\": false}");
    server.answersFirst(4, "POST", "/channels/1/messages", 503, "");

    assertThat(discord.send("1", HELLO, "nonce")).isEqualTo(StandInDiscord.MADE);
  }

  @Test
  void aGlobalLimitHoldsEveryCallBack() {
    server.answersFirst(
        1, "POST", "/channels/1/messages", 429, "{\"retry_after\": 1.25, \"global\": true}");
    discord.send("1", HELLO, "nonce");

    assertThat(pauses).containsExactly(Duration.ofMillis(1250));
  }

  @Test
  void aGlobalLimitThatIsTooLongFailsTheNextCallToo() {
    server.answersFirst(
        1, "POST", "/channels/1/messages", 429, "{\"retry_after\": 300, \"global\": true}");
    assertThatThrownBy(() -> discord.send("1", HELLO, "nonce"))
        .isInstanceOf(PlatformException.class);

    assertThatThrownBy(() -> discord.edit("2", "3", HELLO)).isInstanceOf(PlatformException.class);
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void anErrorOfDiscordIsRetriedWithGrowingPauses() {
    server.answersFirst(3, "PATCH", ORIGINAL, 502, "<html>bad gateway</html>");

    discord.editOriginal(REPLY, HELLO);

    assertThat(server.calls()).hasSize(4);
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void anErrorThatStaysFailsWithoutAnySecret() {
    server.answers("PATCH", ORIGINAL, 500, "");

    assertThatThrownBy(() -> discord.editOriginal(REPLY, HELLO))
        .isInstanceOf(PlatformException.class)
        .hasMessage("Could not edit the reply: Discord did not answer.")
        .hasNoCause();
  }

  @Test
  void aFailedFollowUpIsRetried() {
    server.answersFirst(2, "POST", "/webhooks/9/secret-token", 503, "");

    discord.followUp(REPLY, HELLO);

    assertThat(server.calls())
        .extracting(StandInDiscord.Call::status)
        .containsExactly(503, 503, 200);
  }

  @Test
  void aCallThatDiscordCouldCarryOutTwiceIsNotRepeated() {
    server.losesAnswers("POST", "/webhooks/9/secret-token");
    server.answers("POST", "/guilds/1/channels", 500, "");

    assertThatThrownBy(() -> discord.followUp(REPLY, HELLO)).isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> discord.createChannel("1", Json.object()))
        .isInstanceOf(PlatformException.class);
    assertThat(server.lines())
        .containsExactly("POST /webhooks/9/secret-token", "POST /guilds/1/channels");
  }

  @ParameterizedTest
  @CsvSource({"3, 3000", "1.5, 1500", "'Wed, 21 Oct 2026 07:28:00 GMT', 1000", "-1, 1000"})
  void aLimitOfAProxyIsWaitedOutInAnyForm(String header, long millis) {
    server.limitsFirst("/channels/1/messages", header);

    discord.send("1", HELLO, "nonce");

    assertThat(pauses).containsExactly(Duration.ofMillis(millis));
  }

  @Test
  void aRefusalIsNotRepeatedAndSaysNoSecret() {
    server.answers("PATCH", ORIGINAL, 404, "{\"code\": 10015, \"message\": \"Unknown Webhook\"}");

    assertThatThrownBy(() -> discord.editOriginal(REPLY, HELLO))
        .isInstanceOf(DiscordApiException.class)
        .hasMessage("Could not edit the reply: Discord answered 404, code 10015.");
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void onlyAuthorizedCallsHoldTheBotsToken() {
    discord.editOriginal(REPLY, HELLO);
    discord.send("1", HELLO, "a-nonce-that-is-longer-than-discord-takes");

    assertThat(server.calls())
        .extracting(StandInDiscord.Call::authorization)
        .containsExactly("", "Bot bot-token");
    assertThat(server.last().body().path("nonce").asText()).hasSize(25);
    assertThat(server.last().body().path("enforce_nonce").asBoolean()).isTrue();
  }
}
