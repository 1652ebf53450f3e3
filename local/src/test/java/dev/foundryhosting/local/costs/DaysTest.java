package dev.foundryhosting.local.costs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaysTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  @Test
  void aMonthHasItsDays() {
    assertThat(Days.lengths(NOVEMBER, List.of())).hasSize(30).containsOnly(Duration.ZERO);
    assertThat(Days.lengths(YearMonth.of(2028, 2), List.of())).hasSize(29);
  }

  @Test
  void aNightCountsOnBothOfItsDays() {
    List<Duration> days = days(run("2026-11-24T22:30:00Z", "2026-11-25T01:00:00Z"));
    assertThat(days.get(23)).isEqualTo(Duration.ofMinutes(90));
    assertThat(days.get(24)).isEqualTo(Duration.ofHours(1));
    assertThat(total(days)).isEqualTo(Duration.ofMinutes(150));
  }

  @Test
  void runsOfOneDayAddUp() {
    List<Duration> days =
        days(
            run("2026-11-01T00:00:00Z", "2026-11-01T02:00:00Z"),
            run("2026-11-01T23:00:00Z", "2026-11-02T00:00:00Z"));
    assertThat(days.getFirst()).isEqualTo(Duration.ofHours(3));
    assertThat(days.get(1)).isZero();
  }

  @Test
  void whatLiesInOtherMonthsCountsNowhere() {
    List<Duration> days =
        days(
            run("2026-10-31T20:00:00Z", "2026-11-01T01:00:00Z"),
            run("2026-11-30T23:00:00Z", "2026-12-01T05:00:00Z"));
    assertThat(total(days)).isEqualTo(Duration.ofHours(2));
  }

  private static List<Duration> days(RunBar... runs) {
    return Days.lengths(NOVEMBER, List.of(runs));
  }

  private static Duration total(List<Duration> days) {
    return days.stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static RunBar run(String from, String until) {
    return new RunBar(Instant.parse(from), Instant.parse(until), BigDecimal.ONE, false);
  }
}
