/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Local times all over the world, on ordinary days and when the clocks change. */
class LocalTimesTest {
  private static final String LATER = "2027-12-31T23:00:00Z";

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource({
    "2026-12-04T20:00, Europe/Berlin, 2026-12-04T19:00:00Z,",
    "2026-07-04T20:00:30, Europe/Berlin, 2026-07-04T18:00:30Z,",
    "2027-03-28T01:59, Europe/Berlin, 2027-03-28T00:59:00Z,",
    "2027-03-28T02:00, Europe/Berlin, 2027-03-28T01:00:00Z, does not exist",
    "2027-03-28T02:30, Europe/Berlin, 2027-03-28T01:30:00Z, 2027-03-28T03:30 was taken",
    "2027-03-28T03:00, Europe/Berlin, 2027-03-28T01:00:00Z,",
    "2027-10-31T01:59, Europe/Berlin, 2027-10-30T23:59:00Z,",
    "2027-10-31T02:00, Europe/Berlin, 2027-10-31T00:00:00Z, comes twice",
    "2027-10-31T02:30, Europe/Berlin, 2027-10-31T00:30:00Z, the first one was taken (+02:00)",
    "2027-10-31T03:00, Europe/Berlin, 2027-10-31T02:00:00Z,",
    "2027-10-31T02:59:59, Europe/Berlin, 2027-10-31T00:59:59Z, comes twice",
    "2027-03-14T01:59, America/New_York, 2027-03-14T06:59:00Z,",
    "2027-03-14T02:00, America/New_York, 2027-03-14T07:00:00Z, forward by 60 minutes",
    "2027-03-14T02:30, America/New_York, 2027-03-14T07:30:00Z, does not exist",
    "2027-03-14T03:00, America/New_York, 2027-03-14T07:00:00Z,",
    "2027-11-07T00:59, America/New_York, 2027-11-07T04:59:00Z,",
    "2027-11-07T01:00, America/New_York, 2027-11-07T05:00:00Z, back by 60 minutes",
    "2027-11-07T01:30, America/New_York, 2027-11-07T05:30:00Z, comes twice",
    "2027-11-07T02:00, America/New_York, 2027-11-07T07:00:00Z,",
    "2027-11-07T02:30, America/New_York, 2027-11-07T07:30:00Z,",
    "2026-10-04T01:59, Australia/Lord_Howe, 2026-10-03T15:29:00Z,",
    "2026-10-04T02:00, Australia/Lord_Howe, 2026-10-03T15:30:00Z, 2026-10-04T02:30 was taken",
    "2026-10-04T02:15, Australia/Lord_Howe, 2026-10-03T15:45:00Z, forward by 30 minutes",
    "2026-10-04T02:30, Australia/Lord_Howe, 2026-10-03T15:30:00Z,",
    "2027-04-04T01:29, Australia/Lord_Howe, 2027-04-03T14:29:00Z,",
    "2027-04-04T01:30, Australia/Lord_Howe, 2027-04-03T14:30:00Z, comes twice",
    "2027-04-04T01:45, Australia/Lord_Howe, 2027-04-03T14:45:00Z, back by 30 minutes",
    "2027-04-04T02:00, Australia/Lord_Howe, 2027-04-03T15:30:00Z,",
    "2028-02-29T23:59, Pacific/Kiritimati, 2028-02-29T09:59:00Z,",
    "2026-12-04T20:00, Pacific/Kiritimati, 2026-12-04T06:00:00Z,",
    "2026-12-31T23:59, Pacific/Kiritimati, 2026-12-31T09:59:00Z,",
    "2027-01-01T00:00, Pacific/Kiritimati, 2026-12-31T10:00:00Z,",
    "2028-02-29T20:00, Europe/Berlin, 2028-02-29T19:00:00Z,",
    "2026-12-31T23:30, America/New_York, 2027-01-01T04:30:00Z,",
    "2026-12-04T20:00, UTC, 2026-12-04T20:00:00Z,",
    "2026-12-04T20:00, Asia/Kolkata, 2026-12-04T14:30:00Z,"
  })
  void aLocalTimeIs(String text, String zone, Instant expected, String note) {
    LocalTimes times = LocalTimes.parse(text, LATER, Optional.of(zone));

    assertThat(times.start()).isEqualTo(expected);
    assertThat(times.zone()).contains(ZoneId.of(zone));
    if (note == null) {
      assertThat(times.notes()).isEmpty();
    } else {
      assertThat(times.notes()).singleElement().asString().contains(note).contains(zone);
    }
  }

  @ParameterizedTest(name = "{0} to {1} in {2}: {3}")
  @CsvSource({
    "2027-03-28T00:30, 2027-03-28T04:30, Europe/Berlin, PT3H",
    "2027-10-31T00:30, 2027-10-31T04:30, Europe/Berlin, PT5H",
    "2027-03-13T22:00, 2027-03-14T04:00, America/New_York, PT5H",
    "2027-11-06T22:00, 2027-11-07T04:00, America/New_York, PT7H",
    "2026-10-04T00:00, 2026-10-04T04:00, Australia/Lord_Howe, PT3H30M",
    "2027-04-04T00:00, 2027-04-04T04:00, Australia/Lord_Howe, PT4H30M",
    "2028-02-28T22:00, 2028-02-29T02:00, Europe/Berlin, PT4H",
    "2028-02-29T22:00, 2028-03-01T02:00, Pacific/Kiritimati, PT4H",
    "2026-12-31T22:00, 2027-01-01T02:00, America/New_York, PT4H"
  })
  void aNightLastsAsLongAsItDoesThere(String from, String to, String zone, Duration length) {
    LocalTimes times = LocalTimes.parse(from, to, Optional.of(zone));

    assertThat(Duration.between(times.start(), times.end())).isEqualTo(length);
    assertThat(times.notes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-12-04T20:00:00Z, 2026-12-04T20:00:00Z",
    "2026-12-04T20:00+01:00, 2026-12-04T19:00:00Z",
    "2026-12-04T20:00:00.5-09:30, 2026-12-05T05:30:00.5Z"
  })
  void anOffsetSpeaksForItself(String text, Instant expected) {
    assertThat(LocalTimes.parse(text, LATER, Optional.empty()).start()).isEqualTo(expected);
    // A zone beside it is remembered and changes nothing.
    LocalTimes beside = LocalTimes.parse(text, LATER, Optional.of("Europe/Berlin"));
    assertThat(beside.start()).isEqualTo(expected);
    assertThat(beside.zone()).contains(ZoneId.of("Europe/Berlin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CET", "CEST", "EST", "MST7MDT", "PST8PDT", "GMT", "GMT+2", "UTC+1", "Z", "+02:00"
      })
  void anAbbreviationOrAnOffsetIsNoZone(String zone) {
    assertRefused("2026-12-04T20:00", LATER, Optional.of(zone), "timeZone", "Europe/Berlin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Europe/Atlantis", "europe/berlin", "a/b", "../etc/passwd", "/", "Etc/ UTC"})
  void anUnknownZoneIsRefused(String zone) {
    assertRefused("2026-12-04T20:00", LATER, Optional.of(zone), "timeZone", "Europe/Berlin");
  }

  @Test
  void aLocalTimeNeedsAZone() {
    assertRefused("2026-12-04T20:00", LATER, Optional.empty(), "startsAt", "timeZone");
    assertRefused("2026-12-04T20:00Z", "2026-12-04T21:00", Optional.empty(), "endsAt", "timeZone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tomorrow",
        "2026-12-04",
        "20:00",
        "2026-13-01T20:00",
        "2027-02-29T20:00",
        "2026-12-04 20:00",
        "2026-12-04T24:30",
        "1765000000",
        "2026-12-04T20:00[Europe/Berlin]"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertRefused(text, LATER, Optional.of("Europe/Berlin"), "startsAt", "2026-12-04T20:00");
    assertRefused(LATER, text, Optional.of("Europe/Berlin"), "endsAt", "2026-12-04T20:00");
  }

  private static void assertRefused(
      String start, String end, Optional<String> zone, String field, String hint) {
    assertThatThrownBy(() -> LocalTimes.parse(start, end, zone))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
              assertThat(e.field()).contains(field);
              assertThat(e).hasMessageContaining(hint);
            });
  }
}
