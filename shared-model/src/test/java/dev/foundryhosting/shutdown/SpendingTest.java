/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.command.UpdateSettings;
import dev.foundryhosting.instance.command.UpdateSettings.CapChange;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.usage.Budget;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.command.BookRun;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users with a spending cap. A server costs 0.04543 USD an hour here. */
class SpendingTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aliceHasAServer() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.players.play("alice", 3);
  }

  @Test
  void aSpentCapRefusesAStartWithTheFigures() {
    spent("1.00");
    cap("1.00");

    assertThatThrownBy(() -> worker.start(ALICE))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SPENDING_CAP_REACHED);
              assertThat(e.retryable()).isFalse();
              assertThat(e)
                  .hasMessage(
                      "Of the 1.00 USD that may be spent in 2026-11, 1.00 USD are spent."
                          + " It begins anew at 2026-12-01T00:00:00Z.");
            });
    assertThat(world.tasks.startedEver()).isZero();
  }

  @Test
  void thePlatformsCapHoldsForUsersWithoutTheirOwn() {
    world.caps = new SpendingCaps(Optional.of(usd("1.00")), UsageSamples.PRICES);
    spent("1.20");
    assertThatThrownBy(() -> worker.start(ALICE)).hasMessageContaining("1.20 USD are spent");

    cap("2.00");
    assertThat(worker.start(ALICE).status()).isEqualTo(Status.STARTING);
  }

  @Test
  void aCapThatIsNotSpentAllowsAStart() {
    spent("0.99");
    cap("1.00");

    assertThat(worker.start(ALICE).status()).isEqualTo(Status.STARTING);
  }

  @Test
  void aNewServerKeepsTheUsersCap() {
    cap("1.00");
    worker.destroy(ALICE, false);
    world.settle();
    assertThat(world.store.find(ALICE).orElseThrow()).matches(Instance::gone);

    worker.create(PlatformFixture.owner(ALICE, "alice"));
    assertThat(world.instance(ALICE).settings().spendingCap()).contains(usd("1.00"));
    assertThat(world.instance(ALICE).settings().idle()).isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void aNewMonthHasTheWholeCap() {
    spent("1.00");
    cap("1.00");
    world.clock.advance(Duration.between(world.clock.instant(), UsageSamples.NOVEMBER.end()));

    assertThat(worker.start(ALICE).status()).isEqualTo(Status.STARTING);
  }

  @Test
  void playersAreWarnedWhenMostOfTheCapIsSpentAndStoppedAtTheCap() {
    cap("0.10");
    Instant begin = plays();

    // 0.08 USD are spent after 105 minutes, 0.10 USD after 132.
    pass(Duration.ofMinutes(100));
    assertThat(notice()).isEmpty();
    pass(Duration.ofMinutes(10));
    Notice given = notice().orElseThrow();
    assertThat(given.stopCause().kind()).isEqualTo(StopCauseKind.SPENDING_CAP);
    assertThat(given.stopCause().why()).contains("0.10 USD", "2026-11", given.stopAt().toString());
    assertThat(Duration.between(begin, given.stopAt())).isBetween(minutes(130), minutes(133));
    pass(Duration.ofMinutes(15));
    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(notice()).contains(given);
    pass(Duration.ofMinutes(15));

    assertThat(status()).isEqualTo(Status.STOPPED);
    assertThat(world.instance(ALICE).stopCause().orElseThrow().kind())
        .isEqualTo(StopCauseKind.SPENDING_CAP);
  }

  @Test
  void playersAreWarnedOfTheCapAlsoInAShortSession() {
    spent("0.90");
    cap("1.00");
    worker.schedule(ALICE, world.clock.instant().plus(minutes(30)), Duration.ofHours(1));
    pass(minutes(40));

    // What is left lasts for 132 minutes, the session with all around it for 125.
    Notice given = notice().orElseThrow();
    assertThat(given.stopCause().kind()).isEqualTo(StopCauseKind.SPENDING_CAP);
    pass(minutes(105));
    assertThat(notice().orElseThrow().stopCause().kind()).isEqualTo(StopCauseKind.SESSION_OVER);
    pass(minutes(20));
    assertThat(status()).isEqualTo(Status.STOPPED);
    assertThat(world.instance(ALICE).stopCause().orElseThrow().kind())
        .isEqualTo(StopCauseKind.SESSION_OVER);
  }

  @Test
  void aSoftNoticeDoesNotStopPlayersWhoAreCountedAgain() {
    // 0.29 USD last for 383 minutes.
    cap("0.29");
    plays();
    pass(minutes(341));
    Notice money = notice().orElseThrow();
    world.players.unreadable("alice");
    pass(minutes(15));
    assertThat(notice().orElseThrow().stopCause().kind()).isEqualTo(StopCauseKind.UNSEEN);

    world.players.play("alice", 3);
    pass(minutes(15));

    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(notice()).contains(money);
  }

  @Test
  void aCapBelowTheCostsGivesPlayersTenMinutes() {
    spent("3.00");
    plays();
    pass(Duration.ofMinutes(30));
    cap("1.00");
    Instant set = world.clock.instant();
    pass(Duration.ofMinutes(6));

    assertThat(notice().orElseThrow().stopAt()).isAfterOrEqualTo(set.plus(Notice.AHEAD));
    pass(Duration.ofMinutes(3));
    assertThat(status()).isEqualTo(Status.RUNNING);
    pass(Duration.ofMinutes(15));
    assertThat(status()).isEqualTo(Status.STOPPED);
  }

  @Test
  void keepAliveLastsUntilTheCap() {
    cap("0.10");
    plays();
    pass(Duration.ofMinutes(110));
    Notice given = notice().orElseThrow();

    Instance kept = worker.keepAlive(ALICE, Duration.ofHours(4));

    assertThat(kept.run().orElseThrow().activity().keptAliveUntil()).contains(given.stopAt());
    assertThat(kept.run().flatMap(Run::notice)).contains(given);
    pass(Duration.ofMinutes(30));
    assertThat(status()).isEqualTo(Status.STOPPED);
  }

  @Test
  void aCrashedServerRestartsWhileTheCapLasts() {
    cap("0.10");
    plays();
    pass(Duration.ofMinutes(110));
    assertThat(notice()).isPresent();
    world.tasks.stopped(
        world.tasks.live().getFirst().taskArn(),
        OptionalInt.empty(),
        new StopCause(StopCauseKind.SPOT_INTERRUPTION, "AWS took the machine back."));

    pass(Duration.ofMinutes(8));

    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.startedEver()).isEqualTo(2);
  }

  @Test
  void aCrashedServerStaysDownAtTheCap() {
    plays();
    pass(Duration.ofMinutes(6));
    spent("3.00");
    cap("1.00");
    world.tasks.stopped(
        world.tasks.live().getFirst().taskArn(),
        OptionalInt.empty(),
        new StopCause(StopCauseKind.SPOT_INTERRUPTION, "AWS took the machine back."));

    pass(Duration.ofMinutes(8));

    assertThat(status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(ALICE).statusReason().orElseThrow())
        .contains("It could not be started again", "USD are spent");
  }

  @Test
  void aHigherCapWithdrawsTheNotice() {
    cap("0.10");
    plays();
    pass(Duration.ofMinutes(110));
    assertThat(notice()).isPresent();

    cap("5.00");
    pass(Duration.ofMinutes(6));

    assertThat(notice()).isEmpty();
    pass(Duration.ofMinutes(60));
    assertThat(status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aNewMonthWithdrawsTheNotice() {
    Instant turn = UsageSamples.NOVEMBER.end();
    spent("1.00");
    world.clock.advance(Duration.between(world.clock.instant(), turn.minus(minutes(30))));
    plays();
    world.clock.advance(Duration.between(world.clock.instant(), turn.minus(minutes(3))));
    cap("1.00");
    worker.sweep();
    assertThat(notice().orElseThrow().stopAt()).isAfter(turn);

    pass(Duration.ofMinutes(30));

    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(notice()).isEmpty();
  }

  @Test
  void aSessionFailsAtTheCapWithTheReason() {
    SessionId id =
        worker
            .schedule(ALICE, world.clock.instant().plus(Duration.ofHours(1)), Duration.ofHours(3))
            .sessionId();
    spent("1.00");
    cap("1.00");
    pass(Duration.ofMinutes(80));

    Session session = world.store.find(id).orElseThrow();
    assertThat(session.status()).isEqualTo(SessionStatus.FAILED);
    assertThat(session.reason().orElseThrow()).contains("1.00 USD are spent");
    assertThat(world.tasks.startedEver()).isZero();
  }

  @Test
  void theLedgerIsReadOnlyForUsersWithACap() {
    List<String> asked = new ArrayList<>();
    PlatformFixture.Worker counted = world.worker(recording(asked));
    plays();

    counted.sweep();
    assertThat(asked).contains("MaintenanceOrders.maintenance").doesNotContain("UsageLedger.total");

    cap("1.00");
    world.clock.advance(Duration.ofMinutes(5));
    counted.sweep();
    assertThat(asked).containsOnlyOnce("UsageLedger.total");
  }

  @Test
  void theBudgetMetersTheRunningServer() {
    cap("1.00");
    spent("0.20");
    Instant begin = plays();
    world.clock.advance(Duration.ofHours(10));

    Budget budget =
        new Spending(world.ledger, world.caps, world.clock)
            .budget(world.instance(ALICE))
            .orElseThrow();

    assertThat(budget.spent(begin.plus(Duration.ofHours(10)))).isEqualTo(usd("0.65"));
  }

  private Instant plays() {
    worker.start(ALICE);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    return world.clock.instant();
  }

  private void cap(String amount) {
    var unused =
        worker.updateSettings(
            ALICE,
            new UpdateSettings.Change(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new CapChange.Set(usd(amount))));
  }

  /** By a run of long ago in the same month. */
  private void spent(String amount) {
    Instant from = UsageSamples.NOVEMBER.start();
    long seconds =
        usd(amount)
            .amount()
            .multiply(BigDecimal.valueOf(3600))
            .divide(UsageSamples.PRICES.hour(1024, 2048), 0, RoundingMode.HALF_UP)
            .longValueExact();
    assertThat(
            new BookRun(world.ledger, UsageSamples.PRICES)
                .book(UsageSamples.run("long-ago", ALICE, from, from.plusSeconds(seconds))))
        .isTrue();
  }

  private void pass(Duration time) {
    world.pass(time, ALICE);
  }

  private static PortCalls recording(List<String> calls) {
    return new PortCalls() {
      @Override
      public synchronized void before(String call) {
        calls.add(call);
      }

      @Override
      public void after(String call) {}
    };
  }

  private Status status() {
    return world.instance(ALICE).status();
  }

  private Optional<Notice> notice() {
    return world.instance(ALICE).run().flatMap(Run::notice);
  }

  private static Money usd(String amount) {
    return UsageSamples.money(amount, UsageSamples.USD);
  }

  private static Duration minutes(int count) {
    return Duration.ofMinutes(count);
  }
}
