/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.costs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.api.UserCostsAnswer;
import dev.foundryhosting.lambda.SampleAnswers;
import dev.foundryhosting.local.costs.Month.DonationMark;
import dev.foundryhosting.local.costs.Month.RunBar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  @Test
  void thePlatformsSumsAreTakenOver() {
    Month month = month("");
    assertThat(month.month()).isEqualTo(YearMonth.of(2026, 11));
    assertThat(month.played()).isEqualTo(Duration.ofHours(3));
    assertThat(month.cost()).isEqualTo(new BigDecimal("0.14"));
    assertThat(month.donations()).isEqualTo(new BigDecimal("0.10"));
    assertThat(month.credits()).isEqualTo(new BigDecimal("0.01"));
    assertThat(month.uncovered()).isEqualTo(new BigDecimal("0.03"));
    assertThat(month.currency()).isEqualTo("USD");
  }

  @Test
  void aRunThatGoesOnEndsForNow() {
    Month month =
        month(
            """
            {'type': 'run', 'runId': '1', 'from': '2026-11-20T18:00:00Z',
             'until': '2026-11-20T21:00:00Z', 'cost': '0.14', 'currency': 'USD'},
            {'type': 'run', 'runId': '2', 'from': '2026-11-24T11:00:00Z',
             'until': '2026-11-24T12:00:00Z', 'cost': '0.05', 'currency': 'USD', 'running': true}""");
    assertThat(month.runs())
        .containsExactly(
            new RunBar(
                Instant.parse("2026-11-20T18:00:00Z"),
                Instant.parse("2026-11-20T21:00:00Z"),
                new BigDecimal("0.14"),
                false),
            new RunBar(
                Instant.parse("2026-11-24T11:00:00Z"),
                Instant.parse("2026-11-24T12:00:00Z"),
                new BigDecimal("0.05"),
                true));
  }

  @Test
  void aDonationInAnotherCurrencyStandsApartAndAPrivateGiverHasNoName() {
    Month month =
        month(
            """
            {'type': 'donation', 'transactionId': '1', 'kind': 'Donation',
             'at': '2026-11-21T18:00:00Z', 'amount': '3.00', 'currency': 'USD', 'from': 'Ada'},
            {'type': 'donation', 'transactionId': '2', 'kind': 'Shop Order',
             'at': '2026-11-22T18:00:00Z', 'amount': '500', 'currency': 'JPY'},
            {'type': 'credit', 'role': 'gold', 'at': '2026-11-23T18:00:00Z',
             'amount': '1.00', 'currency': 'USD'}""");
    assertThat(month.marks())
        .containsExactly(
            new DonationMark(
                Instant.parse("2026-11-21T18:00:00Z"),
                "Donation of 3.00 USD from Ada",
                DonationMark.Kind.DONATION),
            new DonationMark(
                Instant.parse("2026-11-22T18:00:00Z"),
                "Shop Order of 500 JPY from somebody",
                DonationMark.Kind.APART),
            new DonationMark(
                Instant.parse("2026-11-23T18:00:00Z"),
                "Credit of 1.00 USD for a role",
                DonationMark.Kind.CREDIT));
  }

  @Test
  void aMonthHasItsDays() {
    assertThat(lengths(YearMonth.of(2026, 11))).hasSize(30).containsOnly(Duration.ZERO);
    assertThat(lengths(YearMonth.of(2028, 2))).hasSize(29);
  }

  @Test
  void aNightCountsOnBothOfItsDays() {
    List<Duration> days = lengths(NOVEMBER, run("2026-11-24T22:30:00Z", "2026-11-25T01:00:00Z"));
    assertThat(days.get(23)).isEqualTo(Duration.ofMinutes(90));
    assertThat(days.get(24)).isEqualTo(Duration.ofHours(1));
    assertThat(total(days)).isEqualTo(Duration.ofMinutes(150));
  }

  @Test
  void runsOfOneDayAddUp() {
    List<Duration> days =
        lengths(
            NOVEMBER,
            run("2026-11-01T00:00:00Z", "2026-11-01T02:00:00Z"),
            run("2026-11-01T23:00:00Z", "2026-11-02T00:00:00Z"));
    assertThat(days.getFirst()).isEqualTo(Duration.ofHours(3));
    assertThat(days.get(1)).isZero();
  }

  @Test
  void partsOfRunsInOtherMonthsDoNotCount() {
    List<Duration> days =
        lengths(
            NOVEMBER,
            run("2026-10-31T20:00:00Z", "2026-11-01T01:00:00Z"),
            run("2026-11-30T23:00:00Z", "2026-12-01T05:00:00Z"));
    assertThat(total(days)).isEqualTo(Duration.ofHours(2));
  }

  private static List<Duration> lengths(YearMonth month, RunBar... runs) {
    BigDecimal none = BigDecimal.ZERO;
    return new Month(month, Duration.ZERO, none, none, none, none, "USD", List.of(runs), List.of())
        .lengths();
  }

  private static Duration total(List<Duration> days) {
    return days.stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static RunBar run(String from, String until) {
    return new RunBar(Instant.parse(from), Instant.parse(until), BigDecimal.ONE, false);
  }

  private static Month month(String entries) {
    return Month.of(
        SampleAnswers.of(
            UserCostsAnswer.class,
            """
            {'userId': 'anna', 'month': '2026-11', 'seconds': 10800, 'cost': '0.14',
             'donations': '0.10', 'credits': '0.01', 'uncovered': '0.03', 'currency': 'USD',
             'entries': [%s]}"""
                .formatted(entries)));
  }
}
