/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord;

import static dev.foundryhosting.functions.discord.GuildFixture.ALICE;
import static dev.foundryhosting.functions.discord.GuildFixture.ORIGINAL;
import static dev.foundryhosting.functions.discord.GuildFixture.customIds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.session.LocalTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planning: the form, what is free, the booking, and cancelling. */
class SessionsTest {
  private final GuildFixture guild = new GuildFixture();

  @Test
  void openSessionsAreListedAndCanBeCancelled() {
    guild.platform.answers(
        "list-sessions",
        "{'sessions': ["
            + session("s1", "Dark *Tower*", "scheduled")
            + ","
            + session("s2", "Old", "completed")
            + ","
            + session("s3", "Now", "active")
            + "]}");

    guild.command(ALICE, "foundry", "sessions");

    JsonNode shown = guild.discord.call("PATCH", ORIGINAL).body();
    assertThat(shown.path("embeds").path(0).path("description").asText())
        .contains("Dark \\*Tower\\*", "(planned)", "<t:1795892400:F>", "<t:1795892400:R>", "Now")
        .doesNotContain("Old");
    assertThat(customIds(shown))
        .containsExactly("plan:" + ALICE + ":UTC", "cancel-session:" + ALICE);
    assertThat(shown.path("components").path(1).path("components").path(0).path("options"))
        .hasSize(1);
  }

  @Test
  void theZoneIsKeptAndStandsInTheForm() {
    guild.platform.answers("list-sessions", "{'sessions': []}");

    guild.command(ALICE, "foundry", "sessions", "timezone", "america/new york");

    JsonNode shown = guild.discord.call("PATCH", ORIGINAL).body();
    String plan = customIds(shown).getFirst();
    assertThat(plan).isEqualTo("plan:" + ALICE + ":America/New_York");
    JsonNode form = guild.press(ALICE, plan).path("data");
    assertThat(form.path("components")).hasSize(5);
    assertThat(form.path("components").path(2).path("component").path("value").asText())
        .isEqualTo("America/New_York");
  }

  @Test
  void anUnknownZoneIsRefused() {
    guild.command(ALICE, "foundry", "sessions", "timezone", "Middle/Earth");

    assertThat(content()).contains("not right", "Europe/Berlin");
    assertThat(guild.platform.requests()).isEmpty();
  }

  @Test
  void aFreeTimeIsShownBeforeItIsBooked() {
    guild.platform.answers(
        "check-availability",
        "{'available': true, 'licenses': ['byol-a', 'byol-b'], 'conflicts': []}");
    guild.platform.answers("schedule-session", session("s1", "Dark Tower", "scheduled"));

    plan("28.11.2026 19:30", "Europe/Berlin", "4:00");

    JsonNode asked = guild.platform.request("check-availability");
    assertThat(asked.path("startsAt").asText()).isEqualTo("2026-11-28T19:30+01:00");
    assertThat(asked.path("endsAt").asText()).isEqualTo("2026-11-28T23:30+01:00");
    JsonNode proposal = guild.discord.call("PATCH", ORIGINAL).body();
    assertThat(proposal.path("embeds").path(0).path("description").asText())
        .contains("<t:1795890600:F>", "<t:1795890600:R>", "Free licences: 2");
    assertThat(guild.platform.count("schedule-session")).isZero();
    String book = customIds(proposal).getFirst();
    guild.discord.forgetCalls();

    guild.press(ALICE, book);

    JsonNode booked = guild.platform.request("schedule-session");
    assertThat(booked.path("title").asText()).isEqualTo("Dark Tower");
    assertThat(booked.path("description").asText()).isEqualTo("Bring dice");
    assertThat(booked.path("startsAt").asText()).isEqualTo("2026-11-28T19:30+01:00");
    assertThat(booked.path("endsAt").asText()).isEqualTo("2026-11-28T23:30+01:00");
    assertThat(booked.path("timeZone").asText()).isEqualTo("Europe/Berlin");
    assertThat(guild.discord.call("PATCH", ORIGINAL).body().toString()).contains("Booked.");
    guild.discord.forgetCalls();
    guild.press(ALICE, book);
    assertThat(content()).contains("confirmed already");
    assertThat(guild.platform.count("schedule-session")).isEqualTo(1);
  }

  @Test
  void anOwnerReadsWhichSessionABookingDisplaces() {
    guild.platform.answers(
        "check-availability",
        "{'available': true, 'licenses': ['byol-a'], 'conflicts': [], 'notes': ['It will.']}");
    guild.platform.answers(
        "schedule-session",
        session("s1", "Dark Tower", "scheduled").replace("}", ", 'notes': ['It did.']}"));

    plan("28.11.2026 19:30", "Europe/Berlin", "4:00");

    JsonNode proposal = guild.discord.call("PATCH", ORIGINAL).body();
    assertThat(proposal.path("embeds").path(0).path("description").asText())
        .contains("Free licences: 1\nIt will.");
    guild.discord.forgetCalls();
    guild.press(ALICE, customIds(proposal).getFirst());
    assertThat(guild.discord.call("PATCH", ORIGINAL).body().toString()).contains("It did.");
  }

  @Test
  void inTheNightInWhichTheClocksGoBackASessionIsAsLongAsItWasProposed() {
    guild.platform.answers("check-availability", "{'available': true, 'licenses': ['byol-a']}");
    guild.platform.answers("schedule-session", session("s1", "Dark Tower", "scheduled"));
    plan("2027-10-30 20:00", "Europe/Berlin", "7:00");
    JsonNode asked = guild.platform.request("check-availability");

    guild.press(ALICE, customIds(guild.discord.last().body()).getFirst());

    JsonNode booked = guild.platform.request("schedule-session");
    LocalTimes times =
        LocalTimes.parse(
            booked.path("startsAt").asText(),
            booked.path("endsAt").asText(),
            Optional.of(booked.path("timeZone").asText()));
    assertThat(times.start()).isEqualTo(Instant.parse("2027-10-30T18:00:00Z"));
    assertThat(times.end()).isEqualTo(Instant.parse("2027-10-31T01:00:00Z"));
    assertThat(booked.path("endsAt").asText()).isEqualTo(asked.path("endsAt").asText());
  }

  @Test
  void sessionsWithTheSameLongTitleDifferByTheirTimes() {
    String title = "x".repeat(100);
    String later = session("s2", title, "scheduled").replace("11-28T19", "12-05T19");
    guild.platform.answers(
        "list-sessions", "{'sessions': [" + session("s1", title, "scheduled") + "," + later + "]}");

    guild.command(ALICE, "foundry", "sessions");

    JsonNode menu = guild.discord.last().body().path("components").path(1).path("components");
    assertThat(menu.path(0).path("options"))
        .extracting(option -> option.path("label").asText())
        .satisfiesExactly(
            label -> assertThat(label).hasSize(100).endsWith("x… · 2026-11-28 20:00"),
            label -> assertThat(label).hasSize(100).endsWith("x… · 2026-12-05 20:00"));
  }

  @Test
  void whenNothingIsFreeItSaysWhyAndOffersAnotherTime() {
    guild.platform.answers(
        "check-availability",
        "{'available': false, 'licenses': [], 'conflicts':"
            + " [{'startsAt': '2026-11-28T19:00:00Z', 'endsAt': '2026-11-28T23:00:00Z'}]}");

    plan("2026-11-28 19:30", "Europe/Berlin", "4");

    JsonNode proposal = guild.discord.call("PATCH", ORIGINAL).body();
    assertThat(proposal.toString()).contains("No licence is free", "<t:1795892400:F>");
    assertThat(customIds(proposal))
        .containsExactly("plan:" + ALICE + ":Europe/Berlin", "never-mind");
  }

  @Test
  void aMemberWhoCanBookNothingReadsWhy() {
    guild.platform.answers(
        "check-availability",
        "{'available': false, 'licenses': [], 'conflicts': [],"
            + " 'reason': 'A user may have 10 sessions open at a time.'}");

    plan("2026-11-28 19:30", "Europe/Berlin", "4");

    assertThat(guild.discord.call("PATCH", ORIGINAL).body().toString())
        .contains("10 sessions open")
        .doesNotContain("No licence is free");
  }

  @Test
  void aTimeThatIsTakenMeanwhileIsReported() {
    guild.platform.answers("check-availability", "{'available': true, 'licenses': ['byol-a']}");
    guild.platform.refuses("schedule-session", ErrorCode.SESSION_CONFLICT);
    plan("2026-11-28 19:30", "Europe/Berlin", "4");
    String book = customIds(guild.discord.call("PATCH", ORIGINAL).body()).getFirst();

    guild.press(ALICE, book);

    assertThat(guild.discord.call("POST", GuildFixture.FOLLOW_UP).body().path("content").asText())
        .contains("That time is taken.");
  }

  @Test
  void aProposalExpiresAfterAnHour() {
    guild.platform.answers("check-availability", "{'available': true, 'licenses': ['byol-a']}");
    plan("2026-11-28 19:30", "Europe/Berlin", "4");
    String book = customIds(guild.discord.call("PATCH", ORIGINAL).body()).getFirst();
    guild.discord.forgetCalls();
    guild.later(Duration.ofMinutes(61));

    guild.press(ALICE, book);

    assertThat(content()).contains("too old");
    assertThat(guild.platform.count("schedule-session")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, Europe/Berlin, 4, start",
    "2026-02-30 19:30, Europe/Berlin, 4, start",
    "2026-11-28 25:00, Europe/Berlin, 4, start",
    "2027-03-28 02:30, Europe/Berlin, 4, start",
    "2026-11-28 19:30, CEST-ish, 4, timezone",
    "2026-11-28 19:30, CET, 4, timezone",
    "2026-11-28 19:30, Europe/Berlin, long, duration",
    "2026-11-28 19:30, Europe/Berlin, 0, duration",
    "2026-11-28 19:30, Europe/Berlin, 3:75, duration",
    "2026-11-28 19:30, Europe/Berlin, 30, duration"
  })
  void aMalformedFieldIsRefusedByItsName(String start, String zone, String duration, String field) {
    plan(start, zone, duration);

    assertThat(content()).contains("not right", field);
    assertThat(guild.platform.requests()).isEmpty();
  }

  @Test
  void cancellingShowsWhatIsLeft() {
    guild.platform.answers("cancel-session", session("s1", "Dark Tower", "cancelled"));
    guild.platform.answers("list-sessions", "{'sessions': []}");

    guild.press(ALICE, "cancel-session:" + ALICE, "s1");

    assertThat(guild.platform.request("cancel-session").path("sessionId").asText()).isEqualTo("s1");
    assertThat(guild.discord.call("PATCH", ORIGINAL).body().toString())
        .contains("Nothing is planned.");
  }

  private void plan(String start, String zone, String duration) {
    guild.submit(
        ALICE,
        "plan-form:" + ALICE,
        "title",
        "Dark Tower",
        "start",
        start,
        "zone",
        zone,
        "duration",
        duration,
        "description",
        "Bring dice");
  }

  private String content() {
    return guild.discord.call("PATCH", ORIGINAL).body().path("content").asText();
  }

  private static String session(String id, String title, String status) {
    return ("{'sessionId': '%s', 'title': '%s', 'startsAt': '2026-11-28T19:00:00Z',"
            + " 'endsAt': '2026-11-28T23:00:00Z', 'timeZone': 'Europe/Berlin', 'status': '%s'}")
        .formatted(id, title, status);
  }
}
