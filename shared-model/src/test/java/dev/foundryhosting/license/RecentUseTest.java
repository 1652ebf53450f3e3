/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentUseTest {
  private static final Instant NOW = Instant.parse("2026-11-20T23:30:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aNewLicenceHasNoUse() {
    assertThat(RecentUse.none().total(NOW)).isZero();
  }

  @Test
  void runsOfOneDayAddUpToOneEntry() {
    RecentUse used =
        RecentUse.none().plus(HOUR, NOW).plus(HOUR.multipliedBy(2), NOW.plusSeconds(60));

    assertThat(used.byDay()).isEqualTo(Map.of(LocalDate.of(2026, 11, 20), Duration.ofHours(3)));
  }

  @Test
  void aRunCountsForTheDayInUtcOnWhichItEnded() {
    assertThat(RecentUse.none().plus(HOUR, NOW.plus(HOUR)).byDay())
        .containsOnlyKeys(LocalDate.of(2026, 11, 21));
  }

  @ParameterizedTest(name = "{0} days ago: {1}")
  @CsvSource({"0, true", "1, true", "30, true", "31, false", "365, false"})
  void useOfTheLastThirtyDaysCounts(int days, boolean counts) {
    RecentUse used = RecentUse.none().plus(HOUR, NOW.minus(Duration.ofDays(days)));

    assertThat(used.total(NOW)).isEqualTo(counts ? HOUR : Duration.ZERO);
  }

  @Test
  void aRunDropsExpiredUse() {
    RecentUse used = RecentUse.none().plus(HOUR, NOW.minus(Duration.ofDays(31))).plus(HOUR, NOW);

    assertThat(used.byDay()).containsOnlyKeys(LocalDate.of(2026, 11, 20));
  }

  @Property
  void recentUseNeverGrowsBeyondAMonth(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 200) Integer> days) {
    RecentUse used = RecentUse.none();
    for (int day : days.stream().sorted().toList()) {
      used = used.plus(HOUR, NOW.plus(Duration.ofDays(day)));
    }

    assertThat(used.byDay()).hasSizeLessThanOrEqualTo(RecentUse.DAYS + 1);
  }

  @Test
  void aReleasedLicenceWasUsedSinceItsClaim() {
    RunClaim claim = new RunClaim("run-1", new UserId("ben"), NOW.minus(HOUR));
    License claimed = licence().claimed(claim);

    License released = claimed.released("run-1", NOW);
    assertThat(released.run()).isEmpty();
    assertThat(released.recentUse().total(NOW)).isEqualTo(HOUR);
    assertThat(claimed.released("run-2", NOW)).isEqualTo(claimed);
    assertThat(released.released("run-1", NOW)).isEqualTo(released);
  }

  @Test
  void recentUseIsImmutable() {
    assertThatThrownBy(() -> RecentUse.none().byDay().put(LocalDate.EPOCH, HOUR))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static License licence() {
    return License.registered(
        new UserId("anna"),
        new Credentials(true, true, Optional.of("arn:secret")),
        SharingState.SHARED,
        NOW);
  }
}
