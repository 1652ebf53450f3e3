/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.customIds;
import static dev.foundryhosting.functions.discord.GuildFixture.instance;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sizes of a server: their prices, how one is chosen, and what is said when one is too small.
 */
class SizesTest {
  private static final String OWN_CHANNEL = "840000000000000001";

  private final GuildFixture guild = new GuildFixture();

  @ParameterizedTest
  @CsvSource({
    "en-US, 'Small: 1 vCPU, 2 GB, 0.0454 EUR an hour', 'Large: 2 vCPU, 8 GB, 0.1072 EUR an hour'",
    "de, 'Klein: 1 vCPU, 2 GB, 0.0454 EUR je Stunde', 'Groß: 2 vCPU, 8 GB, 0.1072 EUR je Stunde'",
  })
  void theDashboardOffersEachSizeWithItsPrice(String locale, String small, String large) {
    guild.speaks(locale);
    guild.platform.answers("status", instance("stopped", ", 'size': 'large'"));

    var unused = guild.command(ALICE, "foundry", "dashboard");

    JsonNode menu = menu().orElseThrow();
    assertThat(menu.findValuesAsText("label")).hasSize(3).contains(small, large);
    assertThat(menu.path("options").path(2).path("default").asBoolean()).isTrue();
    assertThat(menu.path("options").path(0).has("default")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "created, true",
    "starting, true",
    "running, true",
    "stopped, true",
    "failed, true",
    "creating, false",
    "stopping, false",
    "destroying, false"
  })
  void aSizeIsOfferedToAServerThatRunsOrRests(String status, boolean offered) {
    guild.platform.answers("status", instance(status));

    var unused = guild.press(ALICE, "refresh:" + ALICE);

    assertThat(menu().isPresent()).isEqualTo(offered);
  }

  @Test
  void theSelectedSizeIsSetAndShown() {
    guild.platform.answers(
        "update-settings", instance("running", ", 'size': 'large', 'runningSize': 'small'"));

    var unused = guild.press(ALICE, "size:" + ALICE, "large");

    assertThat(guild.platform.request("update-settings").path("size").asText()).isEqualTo("large");
    assertThat(shown().toString()).contains("Small; Large from the next start on");
  }

  @Test
  void aServerThatRanOutOfMemorySaysWhatToDo() {
    guild.platform.answers("status", instance("failed", ", 'attention': 'larger-size'"));

    var unused = guild.command(ALICE, "foundry", "dashboard");

    assertThat(shown().toString()).contains("ran out of memory", "a larger size below");
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'Take Medium: 1 vCPU, 4 GB, 0.0536 EUR an hour'",
    "de, 'Nimm Mittel: 1 vCPU, 4 GB, 0.0536 EUR je Stunde'",
  })
  void theMessageOfAnEndWithoutMemoryHasAButtonForTheNextSize(String language, String label) {
    guild.store.note(
        "member#" + ALICE,
        Map.of("channelId", OWN_CHANNEL, "dashboardId", "", "language", language),
        Optional.empty());

    guild.event("InstanceFailed", failed(", 'largerSize': 'medium'"));

    JsonNode sent = message();
    assertThat(customIds(sent)).containsExactly("take-size:" + ALICE + ":medium");
    assertThat(sent.path("components").findValuesAsText("label")).containsExactly(label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", 'largerSize': 'colossal'"})
  void anotherEndHasNoSuchButton(String more) {
    guild.hasChannel(ALICE, OWN_CHANNEL, "");

    guild.event("InstanceFailed", failed(more));

    assertThat(message().path("components")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en-US | failed   |                         | from its next start on: Medium.",
        "en-US | running  | , 'runningSize': 'small' | Until then it goes on with: Small.",
        "en-US | starting |                         | runs in this size already: Medium.",
        "de    | stopped  |                         | ab dem nächsten Start diese Größe: Mittel.",
        "de    | running  | , 'runningSize': 'small' | Bis dahin läuft er weiter mit: Klein.",
        "de    | running  |                         | läuft schon in dieser Größe: Mittel.",
      })
  void oneClickTakesTheSizeAndSaysWhenItHolds(
      String locale, String status, String more, String sentence) {
    guild.speaks(locale);
    guild.platform.answers(
        "update-settings",
        instance(status, ", 'size': 'medium'" + Optional.ofNullable(more).orElse("")));

    var unused = guild.press(ALICE, "take-size:" + ALICE + ":medium");

    assertThat(guild.platform.request("update-settings").path("size").asText()).isEqualTo("medium");
    assertThat(shown().path("content").asText()).contains(sentence);
  }

  @Test
  void aSizeThatThisVersionDoesNotHaveIsRefused() {
    var unused = guild.press(ALICE, "take-size:" + ALICE + ":colossal");

    assertThat(guild.platform.requests()).isEmpty();
    assertThat(guild.discord.lines()).hasSize(1);
    assertThat(guild.discord.last().body().path("content").asText()).contains("not right");
  }

  private static String failed(String more) {
    return "{'eventId': 'e-1', 'userId': '%s', 'subdomain': 'grim', 'reason': 'So it is.'%s}"
        .formatted(ALICE, more);
  }

  private JsonNode message() {
    return guild.discord.call("POST", "/channels/" + OWN_CHANNEL + "/messages").body();
  }

  private JsonNode shown() {
    return guild.discord.call("PATCH", ORIGINAL).body();
  }

  private Optional<JsonNode> menu() {
    return StreamSupport.stream(shown().path("components").spliterator(), false)
        .map(row -> row.path("components").path(0))
        .filter(component -> component.path("custom_id").asText().startsWith("size:"))
        .findFirst();
  }
}
