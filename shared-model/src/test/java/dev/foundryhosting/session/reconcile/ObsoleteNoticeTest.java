/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.session.reconcile.SessionFixture.EIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.command.ScheduleSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run has a notice for a session that is then cancelled. */
class ObsoleteNoticeTest {
  private static final UserId DORA = new UserId("dora");
  private static final Instant ROOM = EIGHT.minus(Duration.ofMinutes(5));

  @Test
  void theOwnerPlaysOnWhenTheBorrowersSessionIsCancelled() {
    PlatformFixture world = warned();

    world.worker().cancel(BOB, SessionFixture.bobs(world).sessionId());
    pass(world, EIGHT.plus(Duration.ofHours(1)));

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    assertThat(notice(world, ALICE)).isEmpty();
  }

  @Test
  void aCancellationInTheLastMinuteWithdrawsTheNotice() {
    PlatformFixture world = warned();
    pass(world, ROOM.minus(Duration.ofSeconds(30)));

    world.worker().cancel(BOB, SessionFixture.bobs(world).sessionId());
    pass(world, EIGHT);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aLaterSessionInsteadStillStopsTheRun() {
    PlatformFixture world = warned();
    world.worker().cancel(BOB, SessionFixture.bobs(world).sessionId());
    Instant later = EIGHT.plus(Duration.ofMinutes(20));
    Session carols =
        world.worker().schedule(SessionFixture.CAROL, later, SessionFixture.SESSION_LENGTH);

    pass(world, EIGHT);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    pass(world, later.plus(Duration.ofMinutes(2)));

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    assertThat(world.store.find(carols.sessionId()).orElseThrow().status())
        .isEqualTo(SessionStatus.ACTIVE);
  }

  @Test
  void theUsersRunOnAnotherLicenceStopsForTheUsersSession() {
    PlatformFixture world = SessionFixture.lent();
    Session doras = playsElsewhere(world);

    pass(world, EIGHT.minus(Duration.ofMinutes(8)));
    assertThat(notice(world, DORA)).isPresent();
    pass(world, EIGHT.plus(Duration.ofMinutes(5)));

    assertThat(world.store.find(doras.sessionId()).orElseThrow().status())
        .isEqualTo(SessionStatus.ACTIVE);
    assertThat(world.instance(DORA).run().map(Run::licenseId)).contains(SessionFixture.ALICES);
  }

  @Test
  void theUsersRunOnAnotherLicenceGoesOnWhenTheSessionIsCancelled() {
    PlatformFixture world = SessionFixture.lent();
    Session doras = playsElsewhere(world);
    pass(world, EIGHT.minus(Duration.ofMinutes(8)));

    world.worker().cancel(DORA, doras.sessionId());
    pass(world, EIGHT.plus(Duration.ofMinutes(5)));

    assertThat(world.instance(DORA).status()).isEqualTo(Status.RUNNING);
    assertThat(notice(world, DORA)).isEmpty();
  }

  /** Dora plays on her own licence and has booked Alice's. */
  private static Session playsElsewhere(PlatformFixture world) {
    world.worker().create(PlatformFixture.owner(DORA, "dora"));
    Session booked =
        world
            .worker()
            .scheduling()
            .schedule(
                new ScheduleSession.BookingRequest(
                    DORA,
                    EIGHT,
                    SessionFixture.END,
                    new SessionText(SessionText.UNTITLED, Optional.empty(), Optional.empty()),
                    Optional.of(SessionFixture.ALICES)),
                world.deadline())
            .session();
    world.worker().start(DORA);
    world.settleUntil(DORA, Status.RUNNING);
    return booked;
  }

  private static PlatformFixture warned() {
    PlatformFixture world = SessionFixture.ownerPlays();
    world.worker().prepareSessions();
    assertThat(notice(world, ALICE)).contains(ROOM);
    return world;
  }

  private static Optional<Instant> notice(PlatformFixture world, UserId user) {
    return world.instance(user).run().flatMap(Run::notice).map(Notice::stopAt);
  }

  /** As the timers come: the sessions' each minute, the servers' each five. */
  private static void pass(PlatformFixture world, Instant until) {
    for (int minute = 1; world.clock.instant().isBefore(until); minute++) {
      Instant next = world.clock.instant().plusSeconds(60);
      SessionFixture.until(world, next.isBefore(until) ? next : until);
      world.cloudMoves();
      world.worker().prepareSessions();
      if (minute % 5 == 0) {
        world.worker().sweep();
      }
    }
  }
}
