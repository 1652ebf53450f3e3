/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a session on a shared licence, minute by minute. */
class SessionLifeTest {
  private static final UserId CAROL = new UserId("300000000000000003");
  private static final LicenseId ALICES = LicenseId.ofOwner(ALICE);
  private static final Instant EIGHT = PlatformFixture.BEGIN.plus(Duration.ofHours(2));
  private static final Duration EVENING = Duration.ofHours(3);

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aliceLendsAndBobHasNoLicence() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.pooled(BOB, "bob"));
    worker.create(PlatformFixture.pooled(CAROL, "carol"));
    worker.share(ALICE, Operation.SHARE);
  }

  @Test
  void aPooledSessionLivesFromBookingToItsEnd() {
    Session booked = worker.schedule(BOB, EIGHT, EVENING);
    assertThat(booked.status()).isEqualTo(SessionStatus.SCHEDULED);
    assertThat(booked.licenseId()).isEqualTo(ALICES);
    assertThat(told(ALICE)).containsExactly("LicenseBorrowed");

    passUntil(EIGHT.minus(Duration.ofMinutes(6)));
    assertThat(session(booked).status()).isEqualTo(SessionStatus.SCHEDULED);
    passUntil(EIGHT.minus(Duration.ofMinutes(4)));
    assertThat(session(booked).status()).isEqualTo(SessionStatus.PREPARING);
    assertThat(world.instance(BOB).run().map(Run::licenseId)).contains(ALICES);
    assertThat(holder()).isEqualTo(BOB);

    passUntil(EIGHT);
    assertThat(session(booked).status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(world.instance(BOB).status()).isEqualTo(Status.RUNNING);

    passUntil(EIGHT.plus(EVENING).plus(Duration.ofMinutes(1)));
    assertThat(session(booked).status()).isEqualTo(SessionStatus.COMPLETED);
    assertThat(world.store.allReservations()).isEmpty();
    assertThat(world.instance(BOB).status()).isEqualTo(Status.RUNNING);

    passUntil(EIGHT.plus(EVENING).plus(Duration.ofMinutes(65)));
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPED);
    assertThat(license().run()).isEmpty();
    assertThat(session(booked).dueAt()).isEmpty();
    assertThat(told(BOB))
        .containsExactly(
            "SessionPreparing",
            "InstanceReady",
            "SessionReady",
            "ShutdownWarning",
            "InstanceStopped");
  }

  @Test
  void theOwnersRunIsWarnedTenMinutesAheadAndStopsInTime() {
    passUntil(EIGHT.minus(Duration.ofMinutes(60)));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    Session booked = worker.schedule(BOB, EIGHT, EVENING);

    passUntil(EIGHT.minus(Duration.ofMinutes(16)));
    assertThat(notice(ALICE)).isEmpty();
    passUntil(EIGHT.minus(Duration.ofMinutes(14)));
    assertThat(notice(ALICE)).contains(EIGHT.minus(Duration.ofMinutes(5)));
    assertThat(told(ALICE)).contains("ShutdownWarning");
    passUntil(EIGHT.minus(Duration.ofMinutes(6)));
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);

    passUntil(EIGHT);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    assertThat(world.instance(ALICE).statusReason().orElseThrow()).contains("A session is booked");
    assertThat(session(booked).status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void anImmediateBookingGivesTheOwnerTenMinutes() {
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    Instant now = world.clock.instant();
    Session booked = worker.schedule(BOB, now.plusSeconds(60), EVENING);

    passUntil(now.plus(Duration.ofMinutes(9)));
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    passUntil(now.plus(Duration.ofMinutes(15)));
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    assertThat(session(booked).status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void theOwnersOwnSessionAdoptsTheRunningServer() {
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    String before = world.tasks.theOne(ALICE).taskArn();
    Session booked = worker.schedule(ALICE, EIGHT, EVENING);

    passUntil(EIGHT);
    assertThat(session(booked).status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(world.tasks.theOne(ALICE).taskArn()).isEqualTo(before);
    assertThat(notice(ALICE)).isEmpty();
  }

  @Test
  void theOwnerCannotStartWithinHalfAnHourOfABooking() {
    worker.schedule(BOB, EIGHT, EVENING);
    passUntil(EIGHT.minus(Duration.ofMinutes(29)));

    assertThatThrownBy(() -> worker.start(ALICE))
        .hasMessageContaining(EIGHT.toString())
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.LICENSE_IN_USE);
  }

  @Test
  void twoSessionsOnOneLicenceNeedAQuarterOfAnHourBetweenThem() {
    worker.schedule(BOB, EIGHT, EVENING);
    Instant end = EIGHT.plus(EVENING);

    assertRefused(
        () -> worker.schedule(CAROL, end.plus(Duration.ofMinutes(14)), EVENING),
        ErrorCode.SESSION_CONFLICT,
        end.plus(Duration.ofMinutes(15)).toString());
    assertThat(worker.schedule(CAROL, end.plus(Duration.ofMinutes(15)), EVENING).status())
        .isEqualTo(SessionStatus.SCHEDULED);
  }

  @Test
  void aSessionWhoseServerNeverComesUpFailsAQuarterOfAnHourAfterItsStart() {
    world.tasks.failToPlace("RESOURCE:MEMORY");
    Session booked = worker.schedule(BOB, EIGHT, EVENING);

    passUntil(EIGHT.plus(Duration.ofMinutes(14)));
    assertThat(session(booked).status()).isEqualTo(SessionStatus.PREPARING);
    passUntil(EIGHT.plus(Duration.ofMinutes(17)));
    assertThat(session(booked).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(session(booked).reason().orElseThrow()).contains("15 minutes after the start");
    assertThat(told(BOB)).contains("SessionFailed");
    assertThat(world.store.allReservations()).isEmpty();
    passUntil(EIGHT.plus(Duration.ofMinutes(40)));
    assertThat(license().run()).isEmpty();
  }

  @Test
  void aTimerThatWasDownForAnHourPreparesTheCurrentSession() {
    Session booked = worker.schedule(BOB, EIGHT, EVENING);
    world.clock.advance(
        Duration.between(world.clock.instant(), EIGHT.plus(Duration.ofMinutes(55))));

    passUntil(EIGHT.plus(Duration.ofMinutes(60)));
    assertThat(session(booked).status()).isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void aMissedSessionFailsAndPublishesTheReason() {
    Session booked = worker.schedule(BOB, EIGHT, EVENING);
    world.clock.advance(Duration.ofDays(1));
    worker.prepareSessions();

    assertThat(session(booked).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(told(BOB)).containsExactly("SessionFailed");
    assertThat(session(booked).dueAt()).isEmpty();
  }

  @Test
  void aCancelledSessionStopsItsServerAndReleasesTheLicence() {
    Session booked = worker.schedule(BOB, EIGHT, EVENING);
    passUntil(EIGHT.plus(Duration.ofMinutes(10)));

    assertThat(worker.cancel(BOB, booked.sessionId()).status()).isEqualTo(SessionStatus.CANCELLED);
    passUntil(EIGHT.plus(Duration.ofMinutes(15)));
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPED);
    assertThat(license().run()).isEmpty();
    assertThat(world.store.allReservations()).isEmpty();
    assertRefused(
        () -> worker.cancel(ALICE, booked.sessionId()), ErrorCode.SESSION_NOT_FOUND, "no session");
  }

  @Test
  void aServerThatItsUserStoppedCanBeStartedAgainWhileTheSessionIsOn() {
    Session booked = worker.schedule(BOB, EIGHT, EVENING);
    passUntil(EIGHT.plus(Duration.ofMinutes(10)));
    worker.stop(BOB);
    world.settleUntil(BOB, Status.STOPPED);

    worker.start(BOB);
    Instance again = world.settleUntil(BOB, Status.RUNNING);
    assertThat(again.run().orElseThrow().booking()).contains(booked.reservation());
    passUntil(EIGHT.plus(EVENING).plus(Duration.ofMinutes(65)));
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPED);
    assertRefused(() -> worker.start(BOB), ErrorCode.LICENSE_UNAVAILABLE, "scheduled sessions");
  }

  @Test
  void aWithdrawalFailsBorrowedSessionsWithNoticeAndKeepsTheOwners() {
    Session bobs = worker.schedule(BOB, EIGHT, EVENING);
    Session alices = worker.schedule(ALICE, EIGHT.plus(Duration.ofDays(1)), EVENING);
    passUntil(EIGHT.plus(Duration.ofMinutes(10)));
    Instant back = world.clock.instant();

    assertThat(worker.share(ALICE, Operation.WITHDRAW).sharing()).isEqualTo(SharingState.WITHDRAWN);
    assertThat(session(bobs).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(session(alices).status()).isEqualTo(SessionStatus.SCHEDULED);
    assertThat(notice(BOB)).contains(back.plus(Duration.ofMinutes(10)));
    passUntil(back.plus(Duration.ofMinutes(9)));
    assertThat(world.instance(BOB).status()).isEqualTo(Status.RUNNING);
    passUntil(back.plus(Duration.ofMinutes(15)));
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPED);
    assertRefused(
        () -> worker.schedule(CAROL, EIGHT.plus(Duration.ofDays(2)), EVENING),
        ErrorCode.LICENSE_UNAVAILABLE,
        "Nobody lends");
  }

  @Test
  void stoppingSharingEndsWithTheLastBorrowedSession() {
    Session bobs = worker.schedule(BOB, EIGHT, EVENING);
    Session carols = worker.schedule(CAROL, EIGHT.plus(Duration.ofHours(5)), EVENING);
    assertThat(worker.share(ALICE, Operation.SCHEDULE_STOP).sharing())
        .isEqualTo(SharingState.STOPPING);

    worker.cancel(BOB, bobs.sessionId());
    assertThat(license().sharing()).isEqualTo(SharingState.STOPPING);
    worker.cancel(CAROL, carols.sessionId());
    assertThat(license().sharing()).isEqualTo(SharingState.PRIVATE);
  }

  @Test
  void aDestroyedServersLicenceStaysSharedOnRequest() {
    worker.destroy(ALICE, true);
    world.settle();
    Session booked = worker.schedule(BOB, world.clock.instant().plus(EVENING), EVENING);

    assertThat(booked.licenseId()).isEqualTo(ALICES);
    assertThat(worker.share(ALICE, Operation.UNSHARE).sharing()).isEqualTo(SharingState.STOPPING);
  }

  @Test
  void deletingAnOwnerEndsTheSessionsOnTheLicenceFirst() {
    Session booked = worker.schedule(BOB, EIGHT, EVENING);
    passUntil(EIGHT.plus(Duration.ofMinutes(10)));

    worker.deleteUser(ALICE);
    passUntil(EIGHT.plus(Duration.ofMinutes(60)));
    assertThat(session(booked).status()).isEqualTo(SessionStatus.FAILED);
    assertThat(world.instance(BOB).status()).isEqualTo(Status.STOPPED);
    assertThat(world.store.find(ALICE)).isEmpty();
    assertThat(world.store.allLicenses()).isEmpty();
    assertThat(world.store.allDiaries()).containsExactly(BOB);
    assertThat(world.secrets.all()).doesNotContainKey(ALICE);
  }

  @Test
  void deletingAUserRemovesSessionsAndBookings() {
    Session over = worker.schedule(BOB, EIGHT, EVENING);
    worker.cancel(BOB, over.sessionId());
    Session open = worker.schedule(BOB, EIGHT, EVENING);
    Session carols = worker.schedule(CAROL, EIGHT.plus(Duration.ofHours(5)), EVENING);

    worker.deleteUser(BOB);
    passUntil(world.clock.instant().plus(Duration.ofMinutes(5)));

    assertThat(world.store.find(BOB)).isEmpty();
    assertThat(world.store.find(over.sessionId())).isEmpty();
    assertThat(world.store.find(open.sessionId())).isEmpty();
    assertThat(world.store.allDiaries()).containsExactly(CAROL);
    assertThat(world.store.allReservations()).containsExactly(carols.reservation());
    assertThat(told(BOB)).contains("SessionCancelled");
  }

  @Test
  void destroyingAServerCancelsTheUsersSessions() {
    Session booked = worker.schedule(BOB, EIGHT, EVENING);
    worker.destroy(BOB, false);
    passUntil(world.clock.instant().plus(Duration.ofMinutes(2)));

    assertThat(session(booked).status()).isEqualTo(SessionStatus.CANCELLED);
    assertThat(world.store.allReservations()).isEmpty();
    assertThat(told(BOB)).contains("SessionCancelled");
  }

  @Test
  void anOwnLicenceIsBookedFirstThenTheLeastUsed() {
    worker.create(PlatformFixture.owner(new UserId("dora"), "dora"));
    worker.share(new UserId("dora"), Operation.SHARE);
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    assertThat(worker.schedule(ALICE, EIGHT, EVENING).licenseId()).isEqualTo(ALICES);
    assertThat(worker.schedule(BOB, EIGHT.plus(EVENING.multipliedBy(2)), EVENING).licenseId())
        .isEqualTo(LicenseId.ofOwner(new UserId("dora")));
  }

  /** Each half minute the cloud moves and the timers tick, until a time. */
  private void passUntil(Instant time) {
    while (world.clock.instant().isBefore(time)) {
      world.clock.advance(Duration.ofSeconds(30));
      world.cloudMoves();
      worker.sweep();
      worker.prepareSessions();
      for (Instance instance : world.store.allInstances()) {
        worker.reconcile(instance.userId());
      }
    }
  }

  private Session session(Session booked) {
    return world.store.find(booked.sessionId()).orElseThrow();
  }

  private License license() {
    return world.store.find(ALICES).orElseThrow();
  }

  private UserId holder() {
    return license().run().map(RunClaim::user).orElseThrow();
  }

  private java.util.Optional<Instant> notice(UserId user) {
    return world.instance(user).run().flatMap(Run::notice).map(n -> n.stopAt());
  }

  private List<String> told(UserId user) {
    return world.notifications.published().stream()
        .filter(event -> event.userId().filter(user::equals).isPresent())
        .map(DomainEvent::name)
        .filter(name -> !name.equals("InstanceProgressed"))
        .toList();
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code, String text) {
    assertThatThrownBy(call)
        .hasMessageContaining(text)
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(code);
  }
}
