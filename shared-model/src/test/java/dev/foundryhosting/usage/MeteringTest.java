/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.JPY;
import static dev.foundryhosting.usage.UsageSamples.NOW;
import static dev.foundryhosting.usage.UsageSamples.PRICES;
import static dev.foundryhosting.usage.UsageSamples.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.event.StopCauseKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeteringTest {

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-11-22T19:00:00Z     | 2026-11-22T22:00:00Z     | 2026-11 10800 0.136290 0.14
          2026-11-22T19:00:00Z     | 2026-11-22T19:00:01Z     | 2026-11 60 0.000757 0.00
          2026-11-22T19:00:00Z     | 2026-11-22T19:00:00Z     | 2026-11 60 0.000757 0.00
          2026-11-22T19:00:00Z     | 2026-11-22T18:59:59Z     | 2026-11 60 0.000757 0.00
          2026-11-22T19:00:00Z     | 2026-11-22T19:01:00.001Z | 2026-11 61 0.000770 0.00
          2026-11-22T19:00:00.900Z | 2026-11-22T19:01:40.100Z | 2026-11 100 0.001262 0.00
          2026-11-30T23:00:00Z     | 2026-12-01T00:00:00Z     | 2026-11 3600 0.045430 0.05
          2026-11-30T23:00:00Z     | 2026-12-01T00:00:01Z     | 2026-11 3600 0.045430 0.05, 2026-12 1 0.000013 0.00
          2026-11-30T23:59:50Z     | 2026-12-01T00:00:05Z     | 2026-11 10 0.000126 0.00, 2026-12 50 0.000631 0.00
          2026-11-30T23:59:59.500Z | 2026-12-01T00:00:00.200Z | 2026-11 1 0.000013 0.00, 2026-12 59 0.000744 0.00
          2026-12-31T22:00:00Z     | 2027-01-01T02:00:00Z     | 2026-12 7200 0.090860 0.09, 2027-01 7200 0.090860 0.09
          2028-02-28T12:00:00Z     | 2028-03-01T12:00:00Z     | 2028-02 129600 1.635480 1.64, 2028-03 43200 0.545160 0.55
          """)
  void aRunIsBilledByTheSecondAndSplitWhereAMonthEnds(
      Instant from, Instant until, String expected) {
    assertThat(shown(Metering.entries(UsageSamples.run("r", ANNA, from, until), PRICES)))
        .isEqualTo(expected);
  }

  @Test
  void aTaskIsBilledFromThePullOrElseFromTheStart() {
    Instant start = NOW.plusSeconds(40);
    Instant stop = NOW.plusSeconds(1000);

    assertThat(seconds(run(Optional.of(NOW), Optional.of(start), stop))).isEqualTo(1000);
    assertThat(seconds(run(Optional.empty(), Optional.of(start), stop))).isEqualTo(960);
    assertThat(seconds(run(Optional.of(NOW), Optional.empty(), stop))).isEqualTo(1000);
    assertThat(Metering.entries(run(Optional.empty(), Optional.empty(), stop), PRICES)).isEmpty();
  }

  @Test
  void aRunningTaskHasACostButNoEntry() {
    TaskRun running =
        new TaskRun(
            "r",
            ANNA,
            1024,
            2048,
            Optional.of(NOW),
            Optional.of(NOW),
            Optional.empty(),
            Optional.empty());

    assertThat(shown(Metering.soFar(running, NOW.plusSeconds(7200), PRICES)))
        .isEqualTo("2026-11 7200 0.090860 0.09");
    assertThatThrownBy(() -> Metering.entries(running, PRICES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theCostSoFarOfAnEndedRunIsItsBookedCost() {
    TaskRun ended = UsageSamples.run("r", ANNA, NOW, NOW.plusSeconds(5000));

    assertThat(Metering.soFar(ended, NOW.plusSeconds(99_999), PRICES))
        .isEqualTo(Metering.entries(ended, PRICES));
  }

  @Test
  void aCurrencyWithoutDecimalsIsRoundedToWholeUnits() {
    Prices yen = new Prices(new BigDecimal("5.9"), new BigDecimal("0.65"), JPY);

    RunEntry entry =
        Metering.entries(UsageSamples.run("r", ANNA, NOW, NOW.plusSeconds(3 * 3600)), yen)
            .getFirst();

    assertThat(entry.exactCost()).isEqualTo("21.600000");
    assertThat(entry.cost()).isEqualTo(money("22", JPY));
  }

  @ParameterizedTest
  @CsvSource({"256, 512, 0.0113575", "1024, 2048, 0.04543", "4096, 8192, 0.18172"})
  void anHourIsPricedBySize(int cpu, int memory, BigDecimal price) {
    assertThat(PRICES.hour(cpu, memory)).isEqualByComparingTo(price);
  }

  @Test
  void aStopCauseIsInOneEntryWhereverTheLastSecondLies() {
    Instant newYear = UsageSamples.DECEMBER.start();
    TaskRun run =
        UsageSamples.run("r", ANNA, newYear.minusMillis(90_500), newYear.plusMillis(300))
            .endedBy(StopCauseKind.IDLE);

    List<RunEntry> entries = Metering.entries(run, PRICES);

    assertThat(entries)
        .extracting(RunEntry::stopCause)
        .containsExactly(Optional.of(StopCauseKind.IDLE));
    assertThat(entries.getFirst().seconds()).isEqualTo(91);
  }

  private static TaskRun run(Optional<Instant> pull, Optional<Instant> start, Instant stop) {
    return new TaskRun("r", ANNA, 1024, 2048, pull, start, Optional.of(stop), Optional.empty());
  }

  private static long seconds(TaskRun run) {
    return Metering.entries(run, PRICES).stream().mapToLong(RunEntry::seconds).sum();
  }

  private static String shown(List<RunEntry> entries) {
    return entries.stream()
        .map(e -> e.month() + " " + e.seconds() + " " + e.exactCost() + " " + e.cost().text())
        .collect(Collectors.joining(", "));
  }
}
