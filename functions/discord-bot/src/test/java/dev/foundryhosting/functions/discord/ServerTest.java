/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.customIds;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A member's own server, from the button to the calls of Discord. */
class ServerTest {
  private static final String OWN_CHANNEL = "840000000000000001";
  private static final String DASHBOARD = "850000000000000001";
  private static final String CHANNEL_DASHBOARD =
      "PATCH /channels/" + OWN_CHANNEL + "/messages/" + DASHBOARD;

  private final GuildFixture guild = new GuildFixture();

  @ParameterizedTest
  @CsvSource({
    "licence-agreement, en-US, 'press *Open*', 'your *Admin key*'",
    "licence-agreement, de, 'drück auf *Öffnen*', 'dein *Admin-Schlüssel*'",
    "open-a-world, en-US, 'Press *Open*, and launch it in Foundry''s setup', 'your *Admin key*'",
    "open-a-world, de, 'Drück auf *Öffnen* und starte sie', 'dein *Admin-Schlüssel*'"
  })
  void theDashboardSaysWhatItsUserHasToDo(
      String attention, String locale, String first, String second) {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.speaks(locale);
    guild.platform.answers(
        "status", instance("running", ", 'attention': '%s'".formatted(attention)));

    var unused = guild.command(ALICE, "foundry", "dashboard");

    assertThat(description()).contains(first, second);
  }

  @ParameterizedTest
  @CsvSource({"'  the *keep* ', the *keep*, 'start on: the \\*keep\\*.'", "'', '', was open last"})
  void theWorldThatTheNextStartOpensIsChosenInAForm(String typed, String chosen, String said) {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("update-settings", instance("stopped", ", 'world': 'the *keep*'"));

    JsonNode form = guild.press(ALICE, "world:" + ALICE).path("data");
    assertThat(form.at("/components/0/component/required").asBoolean(true)).isFalse();
    var unused = guild.submit(ALICE, form.path("custom_id").asText(), "world", typed);

    assertThat(guild.platform.request("update-settings").path("world").asText("-"))
        .isEqualTo(chosen);
    assertThat(guild.discord.call("PATCH", ORIGINAL).body().path("content").asText())
        .contains(said);
    assertThat(guild.discord.call("PATCH", CHANNEL_DASHBOARD.substring(6)).body().toString())
        .contains("the \\\\*keep\\\\*");
  }

  @Test
  void whatANewerPlatformAsksForIsNotShown() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("status", instance("running", ", 'attention': 'feed-the-dragon'"));

    var unused = guild.command(ALICE, "foundry", "dashboard");

    assertThat(description()).contains("**Running**").doesNotContain("dragon");
  }

  private String description() {
    return guild
        .discord
        .call("PATCH", ORIGINAL)
        .body()
        .path("embeds")
        .path(0)
        .path("description")
        .asText();
  }

  @Test
  void theDashboardShowsTheServerAndItsButtons() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers(
        "status",
        instance(
            "running",
            ", 'players': 4, 'shutdownAt': '2026-11-22T14:00:00Z',"
                + " 'keptAliveUntil': '2026-11-22T13:00:00Z',"
                + " 'cost': {'amount': '0.09', 'currency': 'EUR'},"
                + " 'settings': {'idleMinutes': 20, 'neverJoinedMinutes': 15,"
                + " 'spendingCap': '25.00'},"
                + " 'nextSession': {'sessionId': 's', 'startsAt': '2026-11-28T19:00:00Z'}"));

    JsonNode answer = guild.command(ALICE, "foundry", "dashboard");

    assertThat(answer.toString()).isEqualTo("{\"type\":5,\"data\":{\"flags\":64}}");
    assertThat(guild.platform.request("status").toString())
        .isEqualTo(
            "{\"action\":\"status\",\"userId\":\"%s\",\"actor\":{\"userId\":\"%s\",\"admin\":false}}"
                .formatted(ALICE, ALICE));
    JsonNode shown = guild.discord.call("PATCH", ORIGINAL).body();
    JsonNode embed = shown.path("embeds").path(0);
    assertThat(embed.path("title").asText()).isEqualTo("Grim Keep");
    assertThat(embed.path("description").asText())
        .contains("**Running**", "https://grim-keep.play.example.org");
    assertThat(embed.path("fields").toString())
        .contains(
            "\"4\"",
            "<t:1795352400:R>",
            "<t:1795356000:R>",
            "0.09 EUR",
            "25.00",
            "not lent",
            "<t:1795892400:F>")
        .doesNotContain("minutes without players");
    assertThat(customIds(shown))
        .containsExactly(
            "stop:" + ALICE,
            "keep-alive:" + ALICE + ":60",
            "refresh:" + ALICE,
            "worlds:" + ALICE,
            "admin-key:" + ALICE,
            "sessions:" + ALICE,
            "license:" + ALICE,
            "costs:" + ALICE,
            "destroy:" + ALICE + ":no",
            "size:" + ALICE);
    assertThat(shown.path("allowed_mentions").toString()).isEqualTo("{\"parse\":[]}");
    assertThat(guild.discord.lines()).containsExactly("PATCH " + ORIGINAL, CHANNEL_DASHBOARD);
  }

  @Test
  void beforeAShutdownIsAnnouncedTheDashboardSaysItsRule() {
    String settings = ", 'settings': {'idleMinutes': 45, 'neverJoinedMinutes': 15}";
    guild.platform.answers("status", instance("running", settings));
    guild.press(ALICE, "refresh:" + ALICE);

    assertThat(guild.discord.call("PATCH", ORIGINAL).body().toString())
        .contains("after 45 minutes without players, 15 when nobody comes");
  }

  @ParameterizedTest
  @CsvSource({
    "created, start",
    "stopped, start",
    "failed, start",
    "starting, stop",
    "running, stop",
    "stopping, refresh",
    "creating, refresh",
    "destroying, refresh",
    "of-tomorrow, refresh"
  })
  void theFirstButtonFitsTheStatus(String status, String verb) {
    guild.platform.answers("status", instance(status));
    guild.press(ALICE, "refresh:" + ALICE);

    JsonNode shown = guild.discord.call("PATCH", ORIGINAL).body();
    assertThat(customIds(shown).getFirst()).isEqualTo(verb + ":" + ALICE);
    assertThat(customIds(shown).contains("version:" + ALICE)).isEqualTo(verb.equals("start"));
  }

  @Test
  void aMemberWithoutALicenceReadsWhyThereIsNoStart() {
    guild.platform.answers("status", instance("stopped").replace("byol'", "pooled'"));
    guild.press(ALICE, "refresh:" + ALICE);

    JsonNode shown = guild.discord.call("PATCH", ORIGINAL).body();
    assertThat(customIds(shown)).doesNotContain("start:" + ALICE);
    assertThat(shown.toString()).contains("lent licences");
  }

  @Test
  void aMemberWithoutAServerIsOfferedOne() {
    guild.hasNoServer();
    guild.command(ALICE, "foundry", "dashboard");

    JsonNode shown = guild.discord.call("PATCH", ORIGINAL).body();
    assertThat(shown.path("content").asText()).contains("Register first");
    assertThat(customIds(shown)).containsExactly("register");
  }

  @Test
  void aStartIsShownPhaseByPhaseUntilPlayersCanJoin() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("start", starting("requested"));
    guild.platform.answers("status", starting("requested"));
    guild.platform.answers("status", starting("pulling"));
    guild.platform.answers("status", starting("pulling"));
    guild.platform.answers("status", starting("booting"));
    guild.platform.answers("status", starting("booting"));
    guild.platform.answers("status", instance("running"));

    JsonNode answer = guild.press(ALICE, "start:" + ALICE);
    for (int event = 0; event < 3; event++) {
      guild.progressed();
    }

    assertThat(answer.toString()).isEqualTo("{\"type\":6}");
    assertThat(guild.platform.count("start")).isEqualTo(1);
    assertThat(guild.discord.calls())
        .filteredOn(c -> c.path().equals(ORIGINAL))
        .extracting(c -> c.body().path("embeds").path(0).path("description").asText())
        .hasSize(4)
        .satisfiesExactly(
            d -> assertThat(d).contains("Starting", "▸ Requested"),
            d -> assertThat(d).contains("▸ Fetching Foundry"),
            d -> assertThat(d).contains("▸ Booting"),
            d -> assertThat(d).contains("Running").doesNotContain("▸"));
    assertThat(guild.discord.lines()).filteredOn(CHANNEL_DASHBOARD::equals).hasSize(4);
  }

  @Test
  void tenStartsHoldNoExecutionWhileTheirServersBoot() {
    guild.platform.answers("start", starting("requested"));
    guild.platform.answers("status", starting("requested"));
    Instant pressed = guild.clock.instant();

    for (int member = 0; member < 10; member++) {
      String user = "10000000000000000" + member;
      guild.hasChannel(user, OWN_CHANNEL + member, DASHBOARD + member);
      guild.press(user, "start:" + user);
    }

    // Each task has ended without a pause, and has queued nothing that goes on.
    assertThat(guild.queued).isEmpty();
    assertThat(guild.clock.instant()).isEqualTo(pressed);
    assertThat(guild.platform.count("start")).isEqualTo(10);
    guild.platform.answers("status", instance("running"));
    guild.progressed();
    guild.discord.forgetCalls();
    for (int member = 0; member < 10; member++) {
      guild.progressed("10000000000000000" + member, "running");
    }
    assertThat(guild.discord.calls())
        .filteredOn(call -> call.toString().startsWith("PATCH /channels/"))
        .extracting(call -> call.body().toString())
        .hasSize(10)
        .allMatch(dashboard -> dashboard.contains("**Running**"));
  }

  @Test
  void onTheChannelsDashboardAStartIsShownThereAlone() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("start", starting("requested"));
    guild.platform.answers("status", starting("requested"));
    guild.platform.answers("status", instance("running"));

    guild.pressOn(DASHBOARD, ALICE, "start:" + ALICE);
    guild.progressed();

    assertThat(guild.discord.lines()).containsExactly("PATCH " + ORIGINAL, CHANNEL_DASHBOARD);
  }

  @Test
  void aServerThatIsReadyBeforeTheReplyIsNotedIsShownInIt() {
    guild.platform.answers("start", starting("requested"));
    guild.platform.answers("status", instance("running"));

    guild.press(ALICE, "start:" + ALICE);
    guild.progressed();

    assertThat(guild.discord.lines()).containsExactly("PATCH " + ORIGINAL, "PATCH " + ORIGINAL);
    assertThat(guild.discord.last().body().toString()).contains("**Running**");
  }

  @Test
  void aReplyIsEditedUntilTheServerRestsAndItsTokenIsForgottenThen() {
    guild.platform.answers("start", starting("requested"));
    guild.platform.answers("status", starting("requested"));
    guild.platform.answers("status", starting("pulling"));
    guild.platform.answers("status", starting("pulling"));
    guild.platform.answers("status", instance("running"));
    guild.press(ALICE, "start:" + ALICE);
    guild.progressed();
    assertThat(guild.store.find("reply#" + ALICE)).isPresent();

    guild.progressed();
    assertThat(guild.store.find("reply#" + ALICE)).isEmpty();
    guild.progressed();

    assertThat(guild.discord.lines()).containsOnly("PATCH " + ORIGINAL).hasSize(3);
  }

  @Test
  void aReplyWhoseTokenHasEndedIsNotEdited() {
    guild.platform.answers("start", starting("requested"));
    guild.platform.answers("status", starting("requested"));
    guild.press(ALICE, "start:" + ALICE);
    guild.later(Duration.ofMinutes(15));

    guild.progressed();

    assertThat(guild.discord.lines()).containsExactly("PATCH " + ORIGINAL);
  }

  @Test
  void anEventThatOvertakesAnotherLeavesTheNewestOnTheDashboard() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("status", starting("booting"));
    guild.platform.answers("status", instance("running"));

    guild.progressed();

    assertThat(guild.discord.lines()).containsExactly(CHANNEL_DASHBOARD, CHANNEL_DASHBOARD);
    assertThat(guild.discord.last().body().toString()).contains("**Running**");
  }

  @Test
  void anEventCostsNothingWhereNoMessageShowsTheServer() {
    guild.progressed();

    assertThat(guild.platform.requests()).isEmpty();
    assertThat(guild.discord.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "stop:%s, stop, '', ''",
    "keep-alive:%s:60, keep-alive, minutes, 60",
    "version:%s, update-version, foundryVersion, 12"
  })
  void aButtonPerformsItsAction(String id, String action, String field, String value) {
    guild.platform.answers(action, instance("stopped"));

    guild.press(ALICE, id.formatted(ALICE), "12");

    JsonNode request = guild.platform.request(action);
    assertThat(request.path("userId").asText()).isEqualTo(ALICE);
    if (!field.isEmpty()) {
      assertThat(request.path(field).asText()).isEqualTo(value);
    }
    assertThat(guild.discord.lines()).containsExactly("PATCH " + ORIGINAL);
  }

  @Test
  void theAdminKeyIsShownToItsOwnerAlone() {
    guild.platform.answers("get-admin-key", "{'adminKey': 'key-0815'}");

    JsonNode answer = guild.press(ALICE, "admin-key:" + ALICE);

    assertThat(answer.path("data").path("flags").asInt()).isEqualTo(64);
    assertThat(guild.discord.call("PATCH", ORIGINAL).body().path("content").asText())
        .contains("||`key-0815`||");
    assertThat(guild.log).noneMatch(line -> line.contains("0815"));
  }

  @ParameterizedTest
  @EnumSource
  void everyFailureEndsInASentence(ErrorCode code) {
    guild.speaks("de");
    guild.platform.refuses("get-admin-key", code);

    guild.press(ALICE, "admin-key:" + ALICE);

    assertThat(guild.discord.call("PATCH", ORIGINAL).body().path("content").asText())
        .matches("(?s)[A-ZÄÖÜ].*\\..*");
  }

  @Test
  void aDefectEndsInASentenceToo() {
    guild.platform.breaks("get-admin-key", new IllegalStateException("secret detail"));

    guild.press(ALICE, "admin-key:" + ALICE);

    assertThat(guild.discord.call("PATCH", ORIGINAL).body().path("content").asText())
        .isEqualTo("Something broke on our side. The maintainers can see it.");
    assertThat(guild.log.getLast()).contains("INTERNAL_ERROR").doesNotContain("secret detail");
  }

  @Test
  void aFailureLeavesTheDashboardAsItIs() {
    guild.platform.refuses("start", ErrorCode.LICENSE_IN_USE, "It is *taken* @everyone.");

    guild.press(ALICE, "start:" + ALICE);

    JsonNode shown = guild.discord.call("POST", GuildFixture.FOLLOW_UP).body();
    assertThat(shown.path("flags").asInt()).isEqualTo(64);
    assertThat(shown.path("content").asText())
        .contains("in use right now", "\\*taken\\* @\u200beveryone");
    assertThat(guild.discord.calls()).hasSize(1);
  }

  @Test
  void twoRedeliveriesOfOneInteractionAreOneStart() {
    guild.platform.answers("start", instance("running"));
    var interaction =
        guild.interaction(
            3, ALICE, new ObjectMapper().createObjectNode().put("custom_id", "start:" + ALICE));

    guild.deliverAndRun(interaction);
    guild.deliverAndRun(interaction);
    guild.deliverAndRun(interaction);

    assertThat(guild.platform.count("start")).isEqualTo(1);
    assertThat(guild.discord.lines()).containsExactly("PATCH " + ORIGINAL);
  }

  @Test
  void destroyingTakesTheNameOfTheServer() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("status", instance("stopped"));
    guild.platform.answers("destroy", instance("destroying"));

    JsonNode choice = guild.press(ALICE, "destroy:" + ALICE + ":no").path("data");
    assertThat(customIds(choice))
        .containsExactly("destroy-as:" + ALICE + ":everything", "never-mind");
    JsonNode form = guild.press(ALICE, "destroy-as:" + ALICE + ":everything");
    assertThat(form.path("type").asInt()).isEqualTo(9);
    String id = form.path("data").path("custom_id").asText();

    guild.submit(ALICE, id, "confirmation", "grimkeep");
    assertThat(guild.platform.count("destroy")).isZero();
    guild.submit(ALICE, id, "confirmation", "Grim-Keep");

    assertThat(guild.platform.request("destroy").path("keepLicenseSharing").asBoolean()).isFalse();
    assertThat(guild.discord.lines())
        .endsWith("PATCH " + ORIGINAL, "DELETE /channels/" + OWN_CHANNEL);
    assertThat(guild.store.find("member#" + ALICE).orElseThrow()).doesNotContainKey("channelId");
  }

  @Test
  void theChannelStaysWhileTheLicenceIsLent() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    guild.platform.answers("status", instance("stopped"));
    guild.platform.answers("destroy", instance("destroying").replace("'private'", "'shared'"));

    JsonNode choice = guild.press(ALICE, "destroy:" + ALICE + ":lends").path("data");
    assertThat(customIds(choice)).contains("destroy-as:" + ALICE + ":keep");
    guild.submit(ALICE, "destroy-form:" + ALICE + ":keep", "confirmation", "grim-keep");

    assertThat(guild.platform.request("destroy").path("keepLicenseSharing").asBoolean()).isTrue();
    assertThat(guild.discord.lines()).noneMatch(line -> line.startsWith("DELETE"));
  }

  @Test
  void whileAServerIsDestroyedNoChannelIsMadeForIt() {
    guild.platform.answers("status", instance("destroying"));
    guild.platform.refuses("status", ErrorCode.INSTANCE_NOT_FOUND);

    guild.command(ALICE, "foundry", "dashboard");

    assertThat(guild.discord.lines()).containsOnly("PATCH " + ORIGINAL);
  }

  @Test
  void theDashboardOfADestroyedServerOffersANewOne() {
    guild.hasChannel(ALICE, OWN_CHANNEL, DASHBOARD);
    String lent = instance("destroying").replace("'private'", "'shared'");
    guild.platform.answers("status", instance("stopped"));
    guild.platform.answers("status", lent);
    guild.platform.answers("destroy", lent);

    guild.submit(ALICE, "destroy-form:" + ALICE + ":keep", "confirmation", "grim-keep");
    guild.progressed(ALICE, "destroyed");

    assertThat(guild.discord.last()).hasToString(CHANNEL_DASHBOARD);
    assertThat(customIds(guild.discord.last().body())).containsExactly("register");
    assertThat(guild.discord.call("PATCH", ORIGINAL).body().path("content").asText())
        .contains("stays lent");
  }

  @Test
  void refreshingTheDashboardOfADestroyedServerOffersANewOne() {
    guild.hasNoServer();

    guild.press(ALICE, "refresh:" + ALICE);

    JsonNode shown = guild.discord.call("PATCH", ORIGINAL).body();
    assertThat(shown.path("content").asText()).contains("Register first");
    assertThat(customIds(shown)).containsExactly("register");
  }

  @Test
  void neverMindChangesNothing() {
    JsonNode answer = guild.press(ALICE, "never-mind");

    assertThat(answer.path("type").asInt()).isEqualTo(7);
    assertThat(answer.path("data").path("components")).isEmpty();
    assertThat(guild.queued).isEmpty();
  }

  private static String starting(String phase) {
    return instance(
        "starting",
        ", 'progress': {'phase': '%1$s', 'phases': [{'phase': '%1$s'}]}".formatted(phase));
  }
}
