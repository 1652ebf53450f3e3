/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  private static final Offset<Double> A_HAIR = Offset.offset(0.01);

  @ParameterizedTest
  @CsvSource({
    // The first column's left edge is at 100, each day is 24 wide.
    "2026-11-23T23:00:00Z, 100, midnight in Berlin",
    "2026-11-24T11:00:00Z, 112, noon",
    "2026-11-24T22:59:00Z, 123.98, a minute before the next day",
    "2026-11-24T23:00:00Z, 124, the next day",
    "2026-11-20T12:00:00Z, 100, before",
    "2026-12-24T12:00:00Z, 436, after"
  })
  void aTimeStandsInItsDay(Instant time, double x, String what) {
    assertThat(scale("2026-11-24", "Europe/Berlin").x(time)).as(what).isCloseTo(x, A_HAIR);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29, 2026-03-28T23:00:00Z, 100, a day of 23 hours begins",
    "2026-03-29, 2026-03-29T10:30:00Z, 112, half of it is over at 12:30",
    "2026-03-29, 2026-03-29T22:00:00Z, 124, and it ends",
    "2026-10-25, 2026-10-24T22:00:00Z, 100, a day of 25 hours begins",
    "2026-10-25, 2026-10-25T10:30:00Z, 112, half of it is over at 11:30",
    "2026-10-25, 2026-10-25T23:00:00Z, 124, and it ends"
  })
  void aDayOnWhichTheClocksChangeIsAsWideAsAnyOther(
      LocalDate day, Instant time, double x, String what) {
    assertThat(scale(day.toString(), "Europe/Berlin").x(time)).as(what).isCloseTo(x, A_HAIR);
  }

  @Test
  void whatTouchesTheTwoWeeksIsShown() {
    Scale scale = scale("2026-11-24", "Pacific/Kiritimati");
    Instant begin = Instant.parse("2026-11-23T10:00:00Z");
    Instant end = Instant.parse("2026-12-07T10:00:00Z");
    assertThat(scale.shows(begin.minusSeconds(60), begin)).isFalse();
    assertThat(scale.shows(begin.minusSeconds(60), begin.plusSeconds(60))).isTrue();
    assertThat(scale.shows(end.minusSeconds(60), end.plusSeconds(60))).isTrue();
    assertThat(scale.shows(end, end.plusSeconds(60))).isFalse();
  }

  private static Scale scale(String firstDay, String zone) {
    return new Scale(LocalDate.parse(firstDay), 14, ZoneId.of(zone), 100, 24);
  }
}
