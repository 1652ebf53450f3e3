/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.EUR;
import static dev.foundryhosting.usage.UsageSamples.NOVEMBER;
import static dev.foundryhosting.usage.UsageSamples.PRICES;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.platform.Environment;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a month may cost, and when that is spent. */
class BudgetTest {
  private static final Instant MONTH_BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant MONTH_END = Instant.parse("2026-12-01T00:00:00Z");
  private static final BigDecimal ONE_AN_HOUR = BigDecimal.ONE;

  @ParameterizedTest(name = "cap {0}, {1} booked, one an hour since {2}: {3} % at {4}")
  @CsvSource({
    "5.00, 0.00, 2026-11-20T18:00:00Z, 100, 2026-11-20T23:00:00Z",
    "5.00, 0.00, 2026-11-20T18:00:00Z, 80, 2026-11-20T22:00:00Z",
    "5.00, 4.00, 2026-11-20T18:00:00Z, 100, 2026-11-20T19:00:00Z",
    "5.00, 4.00, 2026-11-20T18:00:00Z, 80, 2026-11-20T18:00:00Z",
    "5.00, 4.99, 2026-11-20T18:00:00Z, 100, 2026-11-20T18:00:36Z",
    "5.00, 9.00, 2026-11-20T18:00:00Z, 100, 2026-11-20T18:00:00Z",
    "0.00, 0.00, 2026-11-20T18:00:00Z, 100, 2026-11-20T18:00:00Z",
    "5.00, 0.00, 2026-10-31T12:00:00Z, 100, 2026-11-01T05:00:00Z",
    "5.00, 0.00, 2026-11-30T18:59:59Z, 100, 2026-11-30T23:59:59Z",
    "5.00, 0.00, 2026-11-30T19:00:00Z, 100, never",
    "5.00, 0.00, 2026-11-30T20:00:00Z, 80, never"
  })
  void whatRunsSpendsWhatIsLeft(
      String cap, String booked, Instant since, int percent, String expected) {
    Budget budget = running(cap, booked, since);

    assertThat(budget.reaches(percent).map(Instant::toString).orElse("never")).isEqualTo(expected);
  }

  @Test
  void withoutARunNothingIsSpent() {
    Budget left = still("5.00", "4.99");
    assertThat(left.reaches(100)).isEmpty();
    assertThat(left.reached(MONTH_END.minusSeconds(1))).isFalse();

    assertThat(still("5.00", "5.00").reached(MONTH_BEGIN)).isTrue();
    assertThat(still("5.00", "5.01").reached(MONTH_BEGIN)).isTrue();
    assertThat(still("0.00", "0.00").reached(MONTH_BEGIN)).isTrue();
  }

  @Test
  void aFreeRunSpendsNothing() {
    Budget free =
        new Budget(
            money("5.00", USD),
            NOVEMBER,
            money("4.99", USD),
            Optional.of(new Budget.Meter(MONTH_BEGIN, BigDecimal.ZERO)));

    assertThat(free.reaches(100)).isEmpty();
  }

  @Test
  void theBookedAndTheRunningCostAreSpent() {
    Budget budget = running("5.00", "1.20", Instant.parse("2026-11-20T18:00:00Z"));

    assertThat(budget.spent(Instant.parse("2026-11-20T17:00:00Z"))).isEqualTo(money("1.20", USD));
    assertThat(budget.spent(Instant.parse("2026-11-20T19:30:00Z"))).isEqualTo(money("2.70", USD));
    assertThat(still("5.00", "1.20").spent(MONTH_END)).isEqualTo(money("1.20", USD));
  }

  @Property
  void theCapIsReachedExactlyWhenTheRunHasSpentIt(
      @ForAll @IntRange(min = 0, max = 5_000) int capCents,
      @ForAll @IntRange(min = 0, max = 5_000) int bookedCents,
      @ForAll @IntRange(min = 0, max = 100_000) int perHourMicros,
      @ForAll @IntRange(min = 0, max = 2_000_000) int seconds) {
    Instant since = MONTH_BEGIN.plusSeconds(600_000);
    BigDecimal perHour = BigDecimal.valueOf(perHourMicros, 6);
    Budget budget =
        new Budget(
            Money.ofMinor(capCents, USD),
            NOVEMBER,
            Money.ofMinor(bookedCents, USD),
            Optional.of(new Budget.Meter(since, perHour)));
    Instant time = since.plusSeconds(Math.min(seconds, 1_900_000));
    BigDecimal spentTimes3600 =
        BigDecimal.valueOf(bookedCents, 2)
            .multiply(BigDecimal.valueOf(3600))
            .add(perHour.multiply(BigDecimal.valueOf(Duration.between(since, time).toSeconds())));
    boolean all =
        spentTimes3600.compareTo(BigDecimal.valueOf(capCents, 2).multiply(BigDecimal.valueOf(3600)))
            >= 0;

    assertThat(budget.reached(time)).isEqualTo(all);
    budget
        .reaches(100)
        .ifPresent(
            at ->
                assertThat(budget.reaches(80))
                    .hasValueSatisfying(most -> assertThat(most).isBeforeOrEqualTo(at)));
  }

  @Test
  void aCapInAnotherCurrencyIsVoid() {
    SpendingCaps caps = new SpendingCaps(Optional.empty(), PRICES);

    assertThat(caps.of(Optional.of(money("5.00", EUR)))).isEmpty();
    assertThat(caps.of(Optional.of(money("5.00", USD)))).contains(money("5.00", USD));
    assertThatThrownBy(() -> new SpendingCaps(Optional.of(money("5.00", EUR)), PRICES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aUsersOwnCapGoesBeforeThePlatforms() {
    SpendingCaps caps = caps("10");

    assertThat(caps.of(Optional.empty())).contains(money("10.00", USD));
    assertThat(caps.of(Optional.of(money("5.00", USD)))).contains(money("5.00", USD));
    assertThat(caps.of(Optional.of(money("50.00", USD)))).contains(money("50.00", USD));
    assertThat(caps("").of(Optional.empty())).isEmpty();
    assertThat(caps("10").budget(Optional.empty(), BudgetTest::nothing, Optional.empty()))
        .isPresent();
    assertThat(caps("").budget(Optional.empty(), BudgetTest::nothing, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-5", "5.001", "much", "1e3", "9999999999"})
  void aMalformedCapStopsTheFunction(String cap) {
    assertThatThrownBy(() -> caps(cap))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("MONTHLY_SPENDING_CAP");
  }

  private static MonthTotal nothing() {
    return MonthTotal.empty(Optional.of(ANNA), NOVEMBER);
  }

  private static SpendingCaps caps(String value) {
    return SpendingCaps.from(new Environment(Map.of("MONTHLY_SPENDING_CAP", value)), PRICES);
  }

  private static Budget running(String cap, String booked, Instant since) {
    return new Budget(
        money(cap, USD),
        NOVEMBER,
        money(booked, USD),
        Optional.of(new Budget.Meter(since, ONE_AN_HOUR)));
  }

  private static Budget still(String cap, String booked) {
    return new Budget(money(cap, USD), NOVEMBER, money(booked, USD), Optional.empty());
  }
}
