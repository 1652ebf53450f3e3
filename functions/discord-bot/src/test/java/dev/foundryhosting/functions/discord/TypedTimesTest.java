/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates, times and zones, as people of all countries type them. */
class TypedTimesTest {
  private final GuildFixture guild = new GuildFixture();

  @BeforeEach
  void everythingIsFree() {
    guild.platform.answers("check-availability", "{'available': true, 'licenses': ['byol-a']}");
  }

  @Test
  void anAmericanWritesTheMonthFirstAndReadsSo() {
    JsonNode step = ReportedCase.named("month-first-dates").step();
    guild.speaks(step.path("locale").asText());
    List<String> fields = new ArrayList<>();
    step.path("fields")
        .propertyStream()
        .forEach(field -> fields.addAll(List.of(field.getKey(), field.getValue().asText())));

    guild.submit(ALICE, "plan-form:" + ALICE, fields.toArray(String[]::new));

    assertThat(startsAt()).isEqualTo("2027-01-02T19:30-05:00");
    assertThat(proposal()).contains("01/02/2027 19:30", "the month first: 2027-01-02");
  }

  @Test
  void anotherReaderWritesTheDayFirstAndReadsSo() {
    guild.speaks("en-GB");

    plan("01/02/2027 19:30", "4:00");

    assertThat(startsAt()).isEqualTo("2027-02-01T19:30Z");
    assertThat(proposal()).contains("the day first: 2027-02-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en-US | 12/11/2026 19:30        | 2026-12-11T19:30Z",
        "en-US | 28/11/2026 19:30        | 2026-11-28T19:30Z",
        "en-US | 12/5/2026 7:30 PM       | 2026-12-05T19:30Z",
        "en-US | 12/5/2026 at 7:30p.m.   | 2026-12-05T19:30Z",
        "en-US | 12/5/2026, 12:15 am     | 2026-12-05T00:15Z",
        "en-US | 12-05-2026 12 PM        | 2026-12-05T12:00Z",
        "en-US | 05.12.2026 19:30        | 2026-12-05T19:30Z",
        "en-GB | 11/28/2026 19:30        | 2026-11-28T19:30Z",
        "fr    | 05/12/2026 19h30        | 2026-12-05T19:30Z",
        "nl    | 05-12-2026 19:30        | 2026-12-05T19:30Z",
        "de    | 5.12.2026, 19.30 Uhr    | 2026-12-05T19:30Z",
        "de    | 5. 12. 2026 um 19 Uhr   | 2026-12-05T19:00Z",
        "hu    | 2026. 12. 05. 19:30     | 2026-12-05T19:30Z",
        "ja    | 2026/12/05 19:30        | 2026-12-05T19:30Z",
        "en-US | 2026-12-05, 19:30       | 2026-12-05T19:30Z",
        "en-US | 2026-12-05T19:30        | 2026-12-05T19:30Z",
      })
  void aDateIsReadInTheOrderOfItsReader(String locale, String typed, String startsAt) {
    guild.speaks(locale);

    plan(typed, "4:00");

    assertThat(startsAt()).isEqualTo(startsAt);
  }

  @Test
  void aDayThatCanBeNoMonthNeedsNoWord() {
    plan("28/11/2026 19:30", "4:00");

    assertThat(proposal()).doesNotContain("first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12/5/26 19:30",
        "2026-12-05 19",
        "2026-12-05 13:00 pm",
        "2026-12-05 0:30 am",
        "13/13/2026 19:30",
        "2026-12/05 19:30",
        "31.2.2027 19:30",
        "tomorrow 19:30",
        "2026-12-05 19:3"
      })
  void anythingElseIsRefusedWithAnExampleAhead(String typed) {
    guild.speaks("en-US");

    plan(typed, "4:00");

    assertThat(guild.platform.requests()).isEmpty();
    assertThat(content()).contains("not right", "11/29/2026 7:30 PM");
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, 11/29/2026 7:30 PM",
    "en-GB, 2026-11-29 19:30",
    "de, 29.11.2026 19:30",
    "fr, 2026-11-29 19:30"
  })
  void theFormShowsAnExampleAheadInTheReadersForm(String locale, String example) {
    guild.speaks(locale);

    JsonNode form = guild.press(ALICE, "plan:" + ALICE + ":UTC").path("data");

    assertThat(form.path("components").path(1).path("component").path("placeholder").asText())
        .isEqualTo(example);
    plan(example, "4:00");
    assertThat(startsAt()).isEqualTo("2026-11-29T19:30Z");
  }

  @ParameterizedTest
  @CsvSource({"1:30, 01:30", "1.5, 01:30", "'1,25', 01:15", "1h30, 01:30", "3h, 03:00"})
  void hoursAreWrittenWithMinutesOrAFraction(String typed, String length) {
    plan("2026-12-05 00:00", typed);

    assertThat(guild.platform.request("check-availability").path("endsAt").asText())
        .isEqualTo("2026-12-05T" + length + "Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.30", "1,45"})
  void aFractionThatMayBeMinutesIsRefused(String typed) {
    plan("2026-12-05 19:30", typed);

    assertThat(guild.platform.requests()).isEmpty();
    assertThat(content()).contains("duration", "3:30");
  }

  @Test
  void aCityIsFoundByItsAccents() {
    String typed = ReportedCase.named("time-zone-with-accents").step().path("typed").asText();

    JsonNode proposals = guild.types(ALICE, "timezone", typed).path("data").path("choices");

    assertThat(proposals)
        .extracting(choice -> choice.path("value").asText())
        .containsExactly("America/Sao_Paulo");
  }

  @ParameterizedTest
  @CsvSource({
    "America/São Paulo, America/Sao_Paulo",
    "são paulo, America/Sao_Paulo",
    "Zürich, Europe/Zurich",
    "Asunción, America/Asuncion"
  })
  void theFormTakesACityByItsAccents(String typed, String zone) {
    guild.platform.answers("list-sessions", "{'sessions': []}");

    guild.command(ALICE, "foundry", "sessions", "timezone", typed);

    assertThat(guild.discord.call("PATCH", ORIGINAL).body().toString()).contains(zone);
  }

  @Test
  void aCityOfTwoZonesIsRefused() {
    guild.command(ALICE, "foundry", "sessions", "timezone", "Louisville");

    assertThat(content()).contains("not right", "Europe/Berlin");
  }

  private void plan(String start, String duration) {
    guild.submit(
        ALICE,
        "plan-form:" + ALICE,
        "title",
        "Dark Tower",
        "start",
        start,
        "zone",
        "UTC",
        "duration",
        duration);
  }

  private String startsAt() {
    return guild.platform.request("check-availability").path("startsAt").asText();
  }

  /** Without what keeps Discord from formatting it. */
  private String proposal() {
    JsonNode embed = guild.discord.call("PATCH", ORIGINAL).body().path("embeds").path(0);
    return embed.path("description").asText().replace("\\", "");
  }

  private String content() {
    return guild.discord.call("PATCH", ORIGINAL).body().path("content").asText().replace("\\", "");
  }
}
