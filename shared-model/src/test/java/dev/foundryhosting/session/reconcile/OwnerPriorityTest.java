/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static dev.foundryhosting.session.reconcile.SessionFixture.END;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Interruption;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.CrashInjector;
import dev.foundryhosting.instance.reconcile.FaultInjector;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rule 5: owners come first on their own licence, and get it back when they want it back. */
class OwnerPriorityTest {
  @Test
  void anOwnersStartEndsABorrowersOvertimeWithinTenMinutes() {
    PlatformFixture world = SessionFixture.overtime();
    Instant free = world.clock.instant().plus(Notice.AHEAD);

    assertInUse(world, free);
    assertThat(notice(world, BOB)).contains(free);
    assertThat(world.worker().reconcile(BOB).instance()).isPresent();
    assertThat(world.notifications.published())
        .filteredOn(event -> event.name().equals("ShutdownWarning"))
        .extracting(DomainEvent::userId)
        .contains(Optional.of(BOB));

    pass(world, Duration.ofMinutes(9));
    assertThat(world.instance(BOB).status()).isEqualTo(Status.RUNNING);
    pass(world, Duration.ofMinutes(3));
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPED);
    assertThat(world.instance(BOB).statusReason().orElseThrow()).contains("owner");
    world.worker().start(ALICE);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aRepeatedStartDoesNotPostponeTheStop() {
    PlatformFixture world = SessionFixture.overtime();
    Instant free = world.clock.instant().plus(Notice.AHEAD);
    assertInUse(world, free);
    pass(world, Duration.ofMinutes(5));

    assertInUse(world, free);
    assertThat(notice(world, BOB)).contains(free);
  }

  @Test
  void anEarlierNoticeStays() {
    PlatformFixture world = SessionFixture.overtime();
    Instant end = END.plus(Duration.ofHours(1));
    SessionFixture.until(world, end.minus(Duration.ofMinutes(4)));

    assertInUse(world, end);
    assertThat(notice(world, BOB)).contains(end);
  }

  @Test
  void anOwnersStartNeedsNoTickAfterTheSession() {
    PlatformFixture world = SessionFixture.over();

    assertInUse(world, END.plus(Notice.AHEAD));
  }

  @Test
  void aStartOfTheOwnerDoesNotEndTheSession() {
    PlatformFixture world = SessionFixture.active();
    SessionFixture.until(world, END.minusMillis(1));

    assertThatThrownBy(() -> world.worker().start(ALICE))
        .hasMessageContaining("booked on the licence from " + EIGHT)
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.LICENSE_IN_USE);
    assertThat(notice(world, BOB)).isEmpty();
  }

  @Test
  void aBorrowerWhoBooksAnotherSessionMeanwhilePlaysOn() {
    PlatformFixture world = SessionFixture.overtime();
    Interruption booking =
        new Interruption(
            "before Instances.find",
            2,
            () -> {
              Instant soon = world.clock.instant().plusSeconds(60);
              world.worker().schedule(BOB, soon, Duration.ofHours(1));
              world.worker().prepareSessions();
            });

    assertThatThrownBy(() -> world.worker(booking).start(ALICE))
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.LICENSE_IN_USE);
    assertThat(booking.happened()).isTrue();
    assertThat(world.instance(BOB).run().flatMap(Run::booking).map(r -> r.slot().start()))
        .contains(world.clock.instant().plusSeconds(60));
    assertThat(notice(world, BOB)).isEmpty();
  }

  @Test
  void theNextSessionEndsTheOvertime() {
    PlatformFixture world = SessionFixture.active();
    world
        .worker()
        .schedule(
            SessionFixture.CAROL, END.plus(Duration.ofMinutes(15)), SessionFixture.SESSION_LENGTH);
    SessionFixture.until(world, END.plus(Duration.ofMinutes(10)));
    Instant free = world.clock.instant().plus(Notice.AHEAD);

    assertInUse(world, SessionFixture.CAROL, free);
    assertThat(notice(world, BOB)).contains(free);
  }

  @Test
  void anOwnersOwnSessionDoesNotBlockTheOwner() {
    PlatformFixture world = SessionFixture.lent();
    SessionFixture.book(world, ALICE);
    SessionFixture.until(world, EIGHT.minus(Duration.ofMinutes(20)));

    assertThat(world.worker().start(ALICE).run().flatMap(Run::booking)).isEmpty();
  }

  @Test
  void aRunThatEndsBeforeTheAdoptionDoesNotReclaimTheLicence() {
    int looks = 1;
    while (endsAt(looks, 1)) {
      for (int write = 2; endsAt(looks, write); write++) {}
      looks++;
    }
    assertThat(looks).as("times the timer looked at the server").isGreaterThan(2);
  }

  /**
   * Alice stops her server just before a read of the timer, and the process that stops it crashes
   * after a write. Her session takes place nevertheless.
   *
   * @return whether there was such a read and such a write
   */
  private static boolean endsAt(int look, int write) {
    PlatformFixture world = SessionFixture.owners();
    CrashInjector crash = new CrashInjector("after Instances.save", write);
    AtomicBoolean died = new AtomicBoolean();
    Interruption stop =
        new Interruption(
            "before Instances.find",
            look,
            () -> {
              world.worker().stop(ALICE);
              world.cloudMoves();
              world.clock.advance(Duration.ofSeconds(1));
              try {
                world.worker(crash).reconcile(ALICE);
              } catch (CrashInjector.Died e) {
                died.set(true);
              }
            });
    world.worker(stop).prepareSessions();
    pass(world, Duration.ofMinutes(12));
    assertThat(world.store.allSessions())
        .as("stopped at look %d, death at write %d", look, write)
        .extracting(Session::status)
        .containsExactly(SessionStatus.ACTIVE);
    return stop.happened() && died.get();
  }

  @Test
  void playOnAnOwnLicenceIsNotOvertime() {
    PlatformFixture world = SessionFixture.lent();
    world.worker().start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);

    assertThat(world.worker().start(ALICE).status()).isEqualTo(Status.RUNNING);
    assertThat(notice(world, ALICE)).isEmpty();
  }

  @Test
  void noBorrowerStartsOnAWithdrawnLicence() {
    PlatformFixture world = SessionFixture.due();
    world.store.update(SessionFixture.ALICES, license -> license.in(SharingState.WITHDRAWN));

    assertThatThrownBy(() -> world.worker().start(BOB))
        .hasMessageContaining("took the licence back")
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.LICENSE_UNAVAILABLE);
    world.worker().prepareSessions();
    assertThat(SessionFixture.bobs(world).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(world.tasks.startedEver()).isZero();
  }

  @Test
  void aRepeatedWithdrawalEndsTheRemainingSessions() {
    PlatformFixture world = SessionFixture.booked();
    world.store.update(SessionFixture.ALICES, license -> license.in(SharingState.WITHDRAWN));

    world.worker().share(ALICE, Operation.WITHDRAW);

    assertThat(SessionFixture.bobs(world).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(world.store.allReservations()).isEmpty();
  }

  @Test
  void aFormerHolderOnAnotherLicencePlaysOn() {
    PlatformFixture world = SessionFixture.booked();
    UserId dora = new UserId("dora");
    world.worker().create(PlatformFixture.owner(dora, "dora"));
    world.worker().start(dora);
    world.settleUntil(dora, Status.RUNNING);
    world.store.update(
        SessionFixture.ALICES,
        license -> license.claimed(new RunClaim("long-gone", dora, PlatformFixture.BEGIN)));

    SessionFixture.until(world, EIGHT.minus(Duration.ofMinutes(15)));
    world.worker().prepareSessions();

    assertThat(notice(world, dora)).isEmpty();
  }

  @Test
  void sharingEndsWhereverTheLastSessionEndsAndTheProcessCrashes() {
    PlatformFixture rehearsal = SessionFixture.booked();
    CrashInjector recorder = CrashInjector.immortal();
    rehearsal.worker(recorder).share(ALICE, Operation.UNSHARE);
    int deaths = 0;
    for (String point : new LinkedHashSet<>(recorder.points())) {
      for (int at = 1; diesAt(at, point); at++) {
        deaths++;
      }
    }
    assertThat(deaths).isGreaterThan(recorder.points().size());
  }

  /** Bob calls his session off at a point, and the process dies at one after it. */
  private static boolean diesAt(int at, String point) {
    PlatformFixture world = SessionFixture.booked();
    FaultInjector death = new FaultInjector(FaultInjector.Kind.DEATH, at);
    Interruption end =
        new Interruption(
            point, 1, () -> world.worker().cancel(BOB, SessionFixture.bobs(world).sessionId()));
    try {
      world.worker(both(end, death)).share(ALICE, Operation.UNSHARE);
    } catch (CrashInjector.Died died) {
      // Expected.
    }
    world.worker().cancel(BOB, SessionFixture.bobs(world).sessionId());
    for (int minute = 0; minute < 5; minute++) {
      world.clock.advance(Duration.ofMinutes(1));
      world.worker().prepareSessions();
    }
    assertThat(world.store.find(SessionFixture.ALICES).orElseThrow().sharing())
        .as("%s, and death at the call %d", point, at)
        .isIn(SharingState.SHARED, SharingState.PRIVATE);
    return death.happened();
  }

  private static PortCalls both(PortCalls one, PortCalls other) {
    return new PortCalls() {
      @Override
      public void before(String call) {
        one.before(call);
        other.before(call);
      }

      @Override
      public void after(String call) {
        one.after(call);
        other.after(call);
      }
    };
  }

  private static void assertInUse(PlatformFixture world, Instant free) {
    assertInUse(world, ALICE, free);
  }

  private static void assertInUse(PlatformFixture world, UserId user, Instant free) {
    assertThatThrownBy(() -> world.worker().start(user))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.LICENSE_IN_USE);
              assertThat(e.retryable()).isTrue();
              assertThat(e).hasMessageContaining("stopped at " + free);
            });
  }

  private static Optional<Instant> notice(PlatformFixture world, UserId user) {
    return world.instance(user).run().flatMap(Run::notice).map(Notice::stopAt);
  }

  private static void pass(PlatformFixture world, Duration time) {
    Instant until = world.clock.instant().plus(time);
    while (world.clock.instant().isBefore(until)) {
      world.clock.advance(Duration.ofSeconds(30));
      world.cloudMoves();
      world.worker().sweep();
      world.worker().prepareSessions();
    }
  }
}
