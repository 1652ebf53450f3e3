/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.port;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.BEN;
import static dev.foundryhosting.usage.UsageSamples.DECEMBER;
import static dev.foundryhosting.usage.UsageSamples.JPY;
import static dev.foundryhosting.usage.UsageSamples.NOVEMBER;
import static dev.foundryhosting.usage.UsageSamples.NOW;
import static dev.foundryhosting.usage.UsageSamples.PRICES;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.reconcile.Concurrently;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.Metering;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.MonthlySumChange;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.TaskRun;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.UserMonth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger of costs and credits must do. */
public abstract class UsageLedgerContract {
  private static final Instant NEW_YEARS_EVE = Instant.parse("2026-11-30T23:00:00Z");

  /** The ledger under test, in which nothing is booked. */
  protected abstract UsageLedger ledger();

  @Test
  void aRunIsReadAsItWasBooked() {
    List<RunEntry> entries = entries("run-1", NOW, Duration.ofHours(3));

    assertThat(ledger().bookRun(ANNA, "run-1", entries)).isTrue();

    UserMonth month = ledger().month(ANNA, NOVEMBER);
    assertThat(month.entries()).containsExactlyElementsOf(entries);
    assertThat(month.total())
        .isEqualTo(
            MonthTotal.empty(Optional.of(ANNA), NOVEMBER)
                .plus(
                    new MonthlySumChange(
                        MonthlySumChange.Kind.COST, 10_800, money("0.14", USD), Optional.empty())));
  }

  @Test
  void aRunOverTheEndOfAMonthIsBookedInBoth() {
    List<RunEntry> entries = entries("run-1", NEW_YEARS_EVE, Duration.ofHours(3));

    assertThat(ledger().bookRun(ANNA, "run-1", entries)).isTrue();

    assertThat(ledger().month(ANNA, NOVEMBER).total().seconds()).isEqualTo(3600);
    assertThat(ledger().month(ANNA, DECEMBER).total().seconds()).isEqualTo(7200);
    assertThat(ledger().month(ANNA, DECEMBER).entries()).containsExactly(entries.get(1));
  }

  @Test
  void aStopCauseIsCountedOnceInTheMonthOfTheEnd() {
    assertThat(booked("run-1", NEW_YEARS_EVE, StopCauseKind.IDLE)).isTrue();
    assertThat(booked("run-1", NEW_YEARS_EVE, StopCauseKind.EXITED)).isFalse();
    assertThat(booked("run-2", NEW_YEARS_EVE, StopCauseKind.IDLE)).isTrue();
    assertThat(booked("run-3", NEW_YEARS_EVE, StopCauseKind.OUT_OF_MEMORY)).isTrue();

    assertThat(ledger().month(ANNA, NOVEMBER).total().stopCauses()).isEmpty();
    assertThat(ledger().month(ANNA, DECEMBER).total().stopCauses())
        .isEqualTo(Map.of(StopCauseKind.IDLE, 2L, StopCauseKind.OUT_OF_MEMORY, 1L));
    assertThat(ledger().month(ANNA, DECEMBER).entries())
        .extracting(entry -> ((RunEntry) entry).stopCause())
        .containsExactly(
            Optional.of(StopCauseKind.IDLE),
            Optional.of(StopCauseKind.IDLE),
            Optional.of(StopCauseKind.OUT_OF_MEMORY));
  }

  private boolean booked(String runId, Instant from, StopCauseKind kind) {
    TaskRun run = UsageSamples.run(runId, ANNA, from, from.plus(Duration.ofHours(3)));
    return ledger().bookRun(ANNA, runId, Metering.entries(run.endedBy(kind), PRICES));
  }

  @Test
  void theFirstBookingOfARunWins() {
    List<RunEntry> first = entries("run-1", NOW, Duration.ofHours(1));
    assertThat(ledger().bookRun(ANNA, "run-1", first)).isTrue();

    assertThat(ledger().bookRun(ANNA, "run-1", first)).isFalse();
    assertThat(ledger().bookRun(ANNA, "run-1", entries("run-1", NOW, Duration.ofHours(2))))
        .isFalse();
    assertThat(
            ledger().bookRun(ANNA, "run-1", entries("run-1", NEW_YEARS_EVE, Duration.ofHours(2))))
        .isFalse();

    assertThat(ledger().month(ANNA, NOVEMBER).entries()).containsExactlyElementsOf(first);
    assertThat(ledger().month(ANNA, NOVEMBER).total().seconds()).isEqualTo(3600);
    assertThat(ledger().month(ANNA, DECEMBER).entries()).isEmpty();
  }

  @Test
  void concurrentBookingsOfARunAreOne() {
    List<RunEntry> entries = entries("run-1", NEW_YEARS_EVE, Duration.ofHours(3));

    List<Boolean> booked = Concurrently.run(16, i -> ledger().bookRun(ANNA, "run-1", entries));

    assertThat(booked).containsOnlyOnce(true);
    assertThat(ledger().month(ANNA, NOVEMBER).total().seconds()).isEqualTo(3600);
    assertThat(ledger().month(ANNA, DECEMBER).total().seconds()).isEqualTo(7200);
  }

  @Test
  void concurrentBookingsOfSeveralRunsAllCount() {
    List<Boolean> booked =
        Concurrently.run(
            8,
            i -> ledger().bookRun(ANNA, "run-" + i, entries("run-" + i, NOW, Duration.ofHours(1))));

    assertThat(booked).hasSize(8).doesNotContain(false);
    assertThat(ledger().month(ANNA, NOVEMBER).total().seconds()).isEqualTo(8 * 3600);
    assertThat(ledger().month(ANNA, NOVEMBER).entries()).hasSize(8);
  }

  @Test
  void aBookingWithoutEntriesIsADefect() {
    assertThatThrownBy(() -> ledger().bookRun(ANNA, "run-1", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRoleIsCreditedOnceForAUserAndMonth() {
    CreditEntry credit = new CreditEntry("role-1", money("5.00", USD), NOW);
    assertThat(ledger().bookCredit(ANNA, NOVEMBER, credit)).isTrue();

    assertThat(ledger().bookCredit(ANNA, NOVEMBER, credit)).isFalse();
    assertThat(
            ledger()
                .bookCredit(
                    ANNA,
                    NOVEMBER,
                    new CreditEntry("role-1", money("9.00", USD), NOW.plusSeconds(1))))
        .isFalse();
    assertThat(ledger().bookCredit(ANNA, DECEMBER, credit)).isTrue();
    assertThat(ledger().bookCredit(BEN, NOVEMBER, credit)).isTrue();
    assertThat(
            ledger().bookCredit(ANNA, NOVEMBER, new CreditEntry("role-2", money("500", JPY), NOW)))
        .isTrue();

    MonthTotal total = ledger().month(ANNA, NOVEMBER).total();
    assertThat(total.credits().in(USD)).isEqualTo(money("5.00", USD));
    assertThat(total.credits().in(JPY)).isEqualTo(money("500", JPY));
    assertThat(ledger().month(ANNA, NOVEMBER).entries()).hasSize(2).contains(credit);
  }

  @Test
  void theSumsAloneAreThoseOfTheMonth() {
    assertThat(ledger().total(ANNA, NOVEMBER))
        .isEqualTo(MonthTotal.empty(Optional.of(ANNA), NOVEMBER));

    book(ANNA, "run-1");
    book(BEN, "run-2");

    assertThat(ledger().total(ANNA, NOVEMBER)).isEqualTo(ledger().month(ANNA, NOVEMBER).total());
    assertThat(ledger().total(ANNA, NOVEMBER).seconds()).isPositive();
    assertThat(ledger().total(ANNA, DECEMBER))
        .isEqualTo(MonthTotal.empty(Optional.of(ANNA), DECEMBER));
  }

  @Test
  void aMonthWithoutEntriesIsEmpty() {
    UserMonth month = ledger().month(ANNA, NOVEMBER);

    assertThat(month.entries()).isEmpty();
    assertThat(month.total()).isEqualTo(MonthTotal.empty(Optional.of(ANNA), NOVEMBER));
    assertThat(ledger().totals(NOVEMBER)).isEmpty();
  }

  @Test
  void aUserIdThatIsAPrefixOfAnotherIsDistinct() {
    book(new UserId("anna"), "run-1");
    book(new UserId("anna-2026-11"), "run-2");

    assertThat(ledger().month(new UserId("anna"), NOVEMBER).entries()).hasSize(1);
    assertThat(ledger().month(new UserId("ann"), NOVEMBER).entries()).isEmpty();
  }

  @Test
  void totalsAreThoseOfAllUsersInTheMonth() {
    book(ANNA, "run-1");
    book(ANNA, "run-2");
    book(BEN, "run-3");
    assertThat(
            ledger().bookRun(ANNA, "run-4", entries("run-4", NEW_YEARS_EVE, Duration.ofHours(2))))
        .isTrue();

    assertThat(ledger().totals(NOVEMBER))
        .extracting(total -> total.user().orElseThrow() + " " + total.seconds())
        .containsExactlyInAnyOrder("Anna_01 10800", "100000000000000001 3600");
    assertThat(ledger().totals(DECEMBER)).hasSize(1);
  }

  @Test
  void allPagesAreRead() {
    List<UserId> users = IntStream.range(0, 120).mapToObj(i -> new UserId("player-" + i)).toList();
    users.forEach(user -> book(user, "run-of-" + user));
    IntStream.range(0, 120).forEach(i -> book(ANNA, "many-" + i));

    assertThat(ledger().totals(NOVEMBER)).hasSize(121);
    assertThat(ledger().month(ANNA, NOVEMBER).entries()).hasSize(120);
  }

  private void book(UserId user, String runId) {
    assertThat(ledger().bookRun(user, runId, entries(runId, NOW, Duration.ofHours(1)))).isTrue();
  }

  private static List<RunEntry> entries(String runId, Instant from, Duration length) {
    return Metering.entries(UsageSamples.run(runId, ANNA, from, from.plus(length)), PRICES);
  }
}
