/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.command;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.BEN;
import static dev.foundryhosting.usage.UsageSamples.DECEMBER;
import static dev.foundryhosting.usage.UsageSamples.EUR;
import static dev.foundryhosting.usage.UsageSamples.NOVEMBER;
import static dev.foundryhosting.usage.UsageSamples.NOW;
import static dev.foundryhosting.usage.UsageSamples.PRICES;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.donation;
import static dev.foundryhosting.usage.UsageSamples.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TestClock;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Costs;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.MonthlySumChange;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.SupporterRoles;
import dev.foundryhosting.usage.TaskRun;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.port.InMemoryLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostsTest {
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final TestClock clock = new TestClock(NOW);
  private final Map<UserId, TaskRun> unbooked = new HashMap<>();
  private final GetUserCosts userCosts =
      new GetUserCosts(ledger, user -> Optional.ofNullable(unbooked.get(user)), PRICES, clock);
  private final GetAllCosts allCosts = new GetAllCosts(ledger, PRICES, clock);
  private final CreditSupporter supporters = new CreditSupporter(ledger, clock);

  @ParameterizedTest
  @CsvSource({
    "0,    0,    0,    0",
    "5.00, 0,    0,    5.00",
    "5.00, 3.00, 0,    2.00",
    "5.00, 3.00, 1.50, 0.50",
    "5.00, 3.00, 2.00, 0",
    "5.00, 3.00, 9.00, 0",
    "0,    3.00, 0,    0"
  })
  void whatIsNotCoveredIsLeft(String cost, String donations, String credits, String uncovered) {
    MonthTotal total =
        MonthTotal.empty(Optional.of(ANNA), NOVEMBER)
            .plus(
                new MonthlySumChange(
                    MonthlySumChange.Kind.COST, 1, money(cost, USD), Optional.empty()))
            .plus(MonthlySumChange.of(MonthlySumChange.Kind.DONATION, money(donations, USD)))
            .plus(MonthlySumChange.of(MonthlySumChange.Kind.DONATION, money("99", EUR)))
            .plus(MonthlySumChange.of(MonthlySumChange.Kind.CREDIT, money(credits, USD)));

    Costs costs = Costs.of(total, USD);

    assertThat(costs.uncovered()).isEqualTo(money(uncovered, USD));
    assertThat(costs.otherDonations()).containsExactly(money("99", EUR));
  }

  @Test
  void aMonthHasItsEntriesOrderedByTime() {
    play(ANNA, "run-2", NOW.plusSeconds(600), Duration.ofHours(200));
    play(ANNA, "run-1", NOW.minusSeconds(90_000), Duration.ofHours(1));
    var unused = ledger.book(donation("m-1", money("3", USD)), Optional.of(ANNA));
    supporters.credit(ANNA, Set.of("gold", "other"), SupporterRoles.parse("gold=2.50", USD));

    GetUserCosts.UserCosts costs = userCosts.get(ANNA, Optional.empty());

    assertThat(costs.month()).isEqualTo(NOVEMBER);
    assertThat(costs.entries())
        .extracting(UsageEntry::entryId)
        .containsExactly("run#run-1", "credit#gold", "donation#m-1", "run#run-2");
    assertThat(costs.costs().credits()).isEqualTo(money("2.50", USD));
    assertThat(costs.costs().seconds())
        .isEqualTo(3600 + secondsUntilDecember(NOW.plusSeconds(600)));
    assertThat(userCosts.get(BEN, Optional.of(NOVEMBER)).entries()).isEmpty();
  }

  @Test
  void aRunningServerCountsInEachOfItsMonths() {
    Instant lastHour = DECEMBER.start().minus(Duration.ofHours(1));
    unbooked.put(ANNA, running("run-1", lastHour));
    clock.advance(Duration.between(NOW, DECEMBER.start().plusSeconds(7200)));

    GetUserCosts.UserCosts november = userCosts.get(ANNA, Optional.of(NOVEMBER));
    GetUserCosts.UserCosts december = userCosts.get(ANNA, Optional.empty());

    assertThat(november.costs().seconds()).isEqualTo(3600);
    assertThat(december.costs().seconds()).isEqualTo(7200);
    assertThat(december.costs().cost()).isEqualTo(money("0.09", USD));
    assertThat(december.running().orElseThrow().until()).isEqualTo(clock.instant());
    assertThat(december.entries()).isEmpty();
    assertThat(userCosts.get(ANNA, Optional.of(UsageMonth.parse("2026-10"))).running()).isEmpty();
    assertThat(userCosts.get(BEN, Optional.empty()).running()).isEmpty();
  }

  @Test
  void aRunThatIsBookedDuringTheReadCountsOnce() {
    play(ANNA, "run-1", NOW, Duration.ofHours(1));
    unbooked.put(ANNA, running("run-1", NOW));
    clock.advance(Duration.ofHours(2));

    GetUserCosts.UserCosts costs = userCosts.get(ANNA, Optional.of(NOVEMBER));

    assertThat(costs.costs().seconds()).isEqualTo(3600);
    assertThat(costs.running()).isEmpty();
  }

  private static TaskRun running(String runId, Instant from) {
    return new TaskRun(
        runId,
        ANNA,
        1024,
        2048,
        Optional.of(from),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void allCostsIncludeUnclaimedDonations() {
    play(ANNA, "run-1", NOW, Duration.ofHours(100));
    play(BEN, "run-2", NOW, Duration.ofHours(10));
    var unused = ledger.book(donation("m-1", money("3", USD)), Optional.of(BEN));
    unused = ledger.book(donation("m-2", money("1", USD)), Optional.empty());
    unused = ledger.book(donation("m-3", money("8", EUR)), Optional.empty());

    GetAllCosts.AllCosts all = allCosts.get(Optional.empty());

    assertThat(all.costs().cost()).isEqualTo(money("4.99", USD));
    assertThat(all.costs().donations()).isEqualTo(money("4.00", USD));
    assertThat(all.costs().uncovered()).isEqualTo(money("0.99", USD));
    assertThat(all.costs().otherDonations()).containsExactly(money("8", EUR));
    assertThat(all.unclaimed().donations()).isEqualTo(money("1.00", USD));
    assertThat(all.users().keySet()).containsExactly(BEN, ANNA);
    assertThat(all.users().get(BEN).uncovered()).isEqualTo(money("0", USD));
    assertThat(allCosts.get(Optional.of(UsageMonth.parse("2026-10"))).users()).isEmpty();
  }

  @Test
  void aRoleIsCreditedOnceAMonth() {
    SupporterRoles roles = SupporterRoles.parse("gold=10, silver=2.50", USD);

    assertThat(supporters.credit(ANNA, Set.of("gold", "silver", "player"), roles)).isEqualTo(2);
    assertThat(supporters.credit(ANNA, Set.of("gold"), roles)).isZero();
    assertThat(supporters.credit(ANNA, Set.of("gold"), SupporterRoles.parse("gold=99", USD)))
        .isZero();
    clock.advance(Duration.ofDays(10));
    assertThat(supporters.credit(ANNA, Set.of("gold"), roles)).isEqualTo(1);

    assertThat(userCosts.get(ANNA, Optional.of(NOVEMBER)).costs().credits())
        .isEqualTo(money("12.50", USD));
    assertThat(userCosts.get(ANNA, Optional.empty()).costs().credits()).isEqualTo(money("10", USD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gold", "gold=", "=5", "gold=-5", "gold=5=6", "a b=5", "gold=5,gold=6", ","})
  void rolesThatNobodyCanReadAreRefused(String text) {
    assertThatThrownBy(() -> SupporterRoles.parse(text, USD))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("supporterCredits ");
  }

  @Test
  void withoutSupporterRolesNothingIsCredited() {
    assertThat(supporters.credit(ANNA, Set.of("gold"), SupporterRoles.parse(" ", USD))).isZero();
  }

  @Test
  void pricesComeFromTheEnvironment() {
    Map<String, String> variables =
        Map.of(
            "PRICE_VCPU_HOUR", "0.03725", "PRICE_GB_HOUR", "0.00409", "PLATFORM_CURRENCY", "EUR");
    assertThat(Prices.from(new Environment(variables)))
        .isEqualTo(new Prices(PRICES.vcpuHour(), PRICES.gbHour(), EUR));

    assertThatThrownBy(
            () ->
                Prices.from(
                    new Environment(
                        Map.of(
                            "PRICE_VCPU_HOUR", "1",
                            "PRICE_GB_HOUR", "1",
                            "PLATFORM_CURRENCY", "ABC"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("The environment variable PLATFORM_CURRENCY is malformed");
  }

  private void play(UserId user, String runId, Instant from, Duration length) {
    assertThat(
            new BookRun(ledger, PRICES)
                .book(UsageSamples.run(runId, user, from, from.plus(length))))
        .isTrue();
  }

  private static long secondsUntilDecember(Instant from) {
    return Duration.between(from, NOVEMBER.end()).toSeconds();
  }
}
