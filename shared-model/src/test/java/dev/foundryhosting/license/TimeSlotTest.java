/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSlotTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration GAP = Duration.ofMinutes(15);

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -3600})
  void aSlotEndsAfterItStarts(long seconds) {
    assertThatThrownBy(() -> new TimeSlot(NOON, NOON.plusSeconds(seconds)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends after it starts");
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    // The other lies from noon until one, and so many minutes must lie between.
    "75, 90, false",
    "74, 90, true",
    "60, 75, true",
    "59, 61, true",
    "20, 40, true",
    "-30, 90, true",
    "0, 60, true",
    "-60, 1, true",
    "-60, 0, true",
    "-60, -14, true",
    "-60, -15, false",
    "-60, -16, false"
  })
  void twoAreTooCloseWhenLessThanTheGapLiesBetweenThem(int start, int end, boolean tooClose) {
    assertThat(minutes(start, end).closerThan(GAP, minutes(0, 60))).isEqualTo(tooClose);
    assertThat(minutes(0, 60).closerThan(GAP, minutes(start, end))).isEqualTo(tooClose);
  }

  @Property
  void closenessIsSymmetric(
      @ForAll @IntRange(min = -300, max = 300) int start,
      @ForAll @IntRange(min = 1, max = 300) int length) {
    TimeSlot one = minutes(start, start + length);
    TimeSlot other = minutes(0, 60);

    assertThat(one.closerThan(GAP, other)).isEqualTo(other.closerThan(GAP, one));
    assertThat(one.closerThan(Duration.ZERO, other)).isEqualTo(start < 60 && 0 < start + length);
  }

  @Test
  void aMovedSlotKeepsItsLength() {
    TimeSlot moved = minutes(0, 40).startingAt(NOON.plusSeconds(90));

    assertThat(moved.start()).isEqualTo(NOON.plusSeconds(90));
    assertThat(moved.length()).isEqualTo(Duration.ofMinutes(40));
  }

  private static TimeSlot minutes(int start, int end) {
    return new TimeSlot(NOON.plusSeconds(60L * start), NOON.plusSeconds(60L * end));
  }
}
