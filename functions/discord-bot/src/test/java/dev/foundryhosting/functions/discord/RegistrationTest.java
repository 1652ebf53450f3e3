/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ADMIN;
import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.CHANNEL;
import static dev.foundryhosting.functions.discord.GuildFixture.GUILD;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.customIds;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.functions.discord.rest.StandInDiscord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the permanent message to the member's own channel. */
class RegistrationTest {
  private static final String PASSWORD = "correct horse battery staple";

  private final GuildFixture guild = new GuildFixture();

  @Test
  void theMessageIsPutUpOnceAndThenEdited() {
    guild.command(ADMIN, "foundry-admin", "setup-registration");

    JsonNode sent = guild.discord.call("POST", "/channels/" + CHANNEL + "/messages").body();
    assertThat(customIds(sent)).containsExactly("register");
    guild.discord.forgetCalls();
    guild.command(ADMIN, "foundry-admin", "setup-registration");

    assertThat(guild.discord.lines())
        .containsExactly(
            "PATCH /channels/" + CHANNEL + "/messages/" + StandInDiscord.MADE, "PATCH " + ORIGINAL);
  }

  @Test
  void inAnotherChannelItReplacesTheFirst() {
    guild.command(ADMIN, "foundry-admin", "setup-registration");
    guild.discord.forgetCalls();

    guild.command(ADMIN, "foundry-admin", "setup-registration", "channel", "860000000000000001");

    assertThat(guild.discord.lines())
        .containsExactly(
            "DELETE /channels/" + CHANNEL + "/messages/" + StandInDiscord.MADE,
            "POST /channels/860000000000000001/messages",
            "PATCH " + ORIGINAL);
  }

  @Test
  void aDeletedMessageIsRecreated() {
    guild.command(ADMIN, "foundry-admin", "setup-registration");
    guild.discord.forgetCalls();
    guild.discord.answers("DELETE", "/channels/.*", 404, "{\"code\": 10008}");

    guild.command(ADMIN, "foundry-admin", "recreate-registration");

    assertThat(guild.discord.lines())
        .containsExactly(
            "DELETE /channels/" + CHANNEL + "/messages/" + StandInDiscord.MADE,
            "POST /channels/" + CHANNEL + "/messages",
            "PATCH " + ORIGINAL);
  }

  @Test
  void theButtonOffersThreeKindsOfRegistration() {
    JsonNode answer = guild.press(ALICE, "register");

    assertThat(answer.path("data").path("flags").asInt()).isEqualTo(64);
    assertThat(customIds(answer.path("data")))
        .containsExactly("register-as:own", "register-as:lend", "register-as:pooled");
    assertThat(guild.queued).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"own, 4", "lend, 4", "pooled, 1"})
  void theFormAsksForWhatIsNeeded(String kind, int inputs) {
    JsonNode form = guild.press(ALICE, "register-as:" + kind);

    assertThat(form.path("type").asInt()).isEqualTo(9);
    assertThat(form.path("data").path("custom_id").asText()).isEqualTo("register-form:" + kind);
    assertThat(form.path("data").path("components")).hasSize(inputs);
    assertThat(
            form.path("data").path("components").path(0).path("component").path("value").asText())
        .isEqualTo("Alice");
  }

  @Test
  void aMemberGetsAServerAChannelAndTheKey() {
    guild.platform.answers("create", instance("created"));
    guild.platform.answers("get-admin-key", "{'adminKey': 'key-0815'}");

    JsonNode answer =
        guild.submit(
            ALICE,
            "register-form:lend",
            "name",
            "Grim Keep",
            "foundryUsername",
            "grimkeeper",
            "foundryPassword",
            PASSWORD,
            "licenseKey",
            "");

    assertThat(answer.toString()).isEqualTo("{\"type\":5,\"data\":{\"flags\":64}}");
    JsonNode request = guild.platform.request("create");
    assertThat(request.path("username").asText()).isEqualTo("Grim Keep");
    assertThat(request.path("licenseType").asText()).isEqualTo("byol");
    assertThat(request.path("shareLicense").asBoolean()).isTrue();
    assertThat(request.path("foundryPassword").asText()).isEqualTo(PASSWORD);
    assertThat(request.has("licenseKey")).isFalse();
    assertThat(guild.discord.lines())
        .containsExactly(
            "GET /guilds/" + GUILD + "/channels",
            "POST /guilds/" + GUILD + "/channels",
            "POST /channels/" + StandInDiscord.MADE + "/messages",
            "PATCH " + ORIGINAL);
    assertThat(guild.discord.last().body().path("content").asText())
        .contains("<#" + StandInDiscord.MADE + ">", "||`key-0815`||");
    assertThat(guild.discord.call("POST", StandInDiscord.MADE + "/messages").body().toString())
        .contains("Ready to start")
        .doesNotContain("0815");
    assertThat(guild.log).noneMatch(line -> line.contains(PASSWORD) || line.contains("0815"));
  }

  @Test
  void theChannelIsSeenByTheMemberTheAdministratorsAndTheBot() {
    guild.platform.answers("create", instance("created"));
    guild.platform.refuses("get-admin-key", ErrorCode.INVALID_STATE);

    guild.submit(ALICE, "register-form:pooled", "name", "Grim Keep");

    JsonNode channel = guild.discord.call("POST", "/guilds/" + GUILD + "/channels").body();
    assertThat(channel.path("name").asText()).isEqualTo("foundry-grim-keep-0001");
    assertThat(channel.path("parent_id").asText()).isEqualTo(GuildFixture.CATEGORY);
    assertThat(channel.path("permission_overwrites").toString())
        .isEqualTo(
            "[{\"id\":\"%s\",\"type\":0,\"deny\":\"1024\"},{\"id\":\"%s\",\"type\":1,\"allow\":\"84992\"},"
                    .formatted(GUILD, GuildFixture.APPLICATION)
                + "{\"id\":\"%s\",\"type\":1,\"allow\":\"84992\"},{\"id\":\"%s\",\"type\":0,\"allow\":\"84992\"}]"
                    .formatted(ALICE, GuildFixture.ADMIN_ROLE));
    assertThat(guild.platform.request("create").path("licenseType").asText()).isEqualTo("pooled");
    assertThat(guild.discord.last().body().path("content").asText()).contains("on your dashboard");
  }

  @Test
  void aChannelThatWasMadeBeforeADeathIsFoundAgain() {
    guild.platform.answers("create", instance("created"));
    guild.platform.answers("get-admin-key", "{'adminKey': 'k'}");
    guild.discord.answers(
        "GET",
        "/guilds/[0-9]+/channels",
        200,
        "[{\"id\": \"77\", \"topic\": \"foundry-hosting:" + ALICE + "\"}, {\"id\": \"78\"}]");

    guild.submit(ALICE, "register-form:pooled", "name", "Grim Keep");

    assertThat(guild.discord.lines())
        .contains("POST /channels/77/messages")
        .doesNotContain("POST /guilds/" + GUILD + "/channels");
  }

  @Test
  void withAFullCategoryTheChannelStandsBesideIt() {
    guild.platform.answers("create", instance("created"));
    guild.platform.answers("get-admin-key", "{'adminKey': 'k'}");
    guild.discord.answersFirst(1, "POST", "/guilds/[0-9]+/channels", 400, "{\"code\": 50035}");

    guild.submit(ALICE, "register-form:pooled", "name", "Grim Keep");

    assertThat(guild.discord.calls())
        .filteredOn(call -> call.toString().equals("POST /guilds/" + GUILD + "/channels"))
        .satisfiesExactly(
            call ->
                assertThat(call.body().path("parent_id").asText()).isEqualTo(GuildFixture.CATEGORY),
            call -> {
              assertThat(call.body().has("parent_id")).isFalse();
              assertThat(call.body().path("permission_overwrites")).hasSize(4);
            });
    assertThat(guild.discord.last().body().path("content").asText())
        .contains("<#" + StandInDiscord.MADE + ">");
  }

  @Test
  void aFailureToMakeAChannelDoesNotFailTheRegistration() {
    guild.platform.answers("create", instance("created"));
    guild.platform.answers("get-admin-key", "{'adminKey': 'k'}");
    guild.discord.answers("POST", "/guilds/[0-9]+/channels", 403, "{\"code\": 50013}");

    guild.submit(ALICE, "register-form:pooled", "name", "Grim Keep");

    assertThat(guild.discord.last().body().path("content").asText())
        .contains("Your server is made", "`/foundry dashboard`");
  }

  @Test
  void aTakenNameIsReportedWithAFreeOne() {
    guild.platform.refuses(
        "create",
        ErrorCode.SUBDOMAIN_TAKEN,
        "The name 'a' belongs to somebody else. 'a-2' is free.");

    guild.submit(ALICE, "register-form:pooled", "name", "a");

    assertThat(guild.discord.call("PATCH", ORIGINAL).body().path("content").asText())
        .contains("belongs to somebody else", "'a\\-2' is free");
  }

  @Test
  void aRegistrationByDirectMessageIsRefused() {
    var form =
        guild.interaction(
            5, ALICE, (ObjectNode) GuildFixture.parse("{\"custom_id\":\"register-form:pooled\"}"));
    form.remove("guild_id");
    form.set("user", form.remove("member").path("user"));

    guild.deliverAndRun(form);

    assertThat(guild.discord.last().body().path("content").asText())
        .contains("register in the Discord server");
    assertThat(guild.platform.requests()).isEmpty();
  }
}
