/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.command.UpdateSettings;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.SharingPolicy.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A running server under the sweep, every five minutes. */
class SweepInstancesTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();
  private Instant ready;

  @BeforeEach
  void aliceIsReadyToPlay() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.pooled(BOB, "bob"));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    ready = world.instance(ALICE).run().flatMap(Run::readyAt).orElseThrow();
  }

  @Test
  void aServerThatNoPlayerJoinsStops() {
    world.players.play("alice", 0);
    pass(Duration.ofMinutes(14));
    assertThat(status()).isEqualTo(Status.RUNNING);
    pass(Duration.ofMinutes(10));

    assertThat(status()).isEqualTo(Status.STOPPED);
    assertThat(world.instance(ALICE).statusReason()).contains("Nobody joined within 15 minutes.");
    assertThat(warnings()).isZero();
  }

  @Test
  void theFirstTickAfterItIsReadyCountsThePlayers() {
    world.players.play("alice", 3);

    worker.sweep();

    assertThat(world.instance(ALICE).run().orElseThrow().activity().players()).hasValue(3);
  }

  @Test
  void whatTheUserHasToDoIsOnRecordUntilItIsDone() {
    world.players.needs("alice", Attention.LICENSE_AGREEMENT);
    worker.sweep();
    assertThat(attention()).contains(Attention.LICENSE_AGREEMENT);
    assertThat(world.instance(ALICE).run().orElseThrow().activity().players()).hasValue(0);

    world.players.play("alice", 0);
    pass(Duration.ofMinutes(10));
    assertThat(attention()).isEmpty();
  }

  /** Somebody installs a system on the first evening, which takes as long as it takes. */
  @Test
  void aServerWithoutAnOpenWorldIsStoppedAfterAnHourAndAWarning() {
    world.players.setUp("alice", "no world");
    pass(Duration.ofMinutes(48));
    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(warnings()).isZero();
    pass(Duration.ofMinutes(11));
    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(notice().orElseThrow().canKeepAlive()).isTrue();
    pass(Duration.ofMinutes(12));

    assertThat(status()).isEqualTo(Status.STOPPED);
    assertThat(warnings()).isEqualTo(1);
    assertThat(world.instance(ALICE).statusReason()).contains("No world was open for 60 minutes.");
  }

  @Test
  void keepAlivePutsOffTheStopOfAServerWithoutAnOpenWorld() {
    world.players.setUp("alice", "no world");
    pass(Duration.ofMinutes(58));
    assertThat(notice()).isPresent();
    worker.keepAlive(ALICE, Duration.ofMinutes(30));
    assertThat(notice()).isEmpty();
    pass(Duration.ofMinutes(45));

    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(warnings()).isEqualTo(1);
  }

  @Test
  void keepAliveIsNotLostToASweepThatAskedTheServerBefore() {
    world.players.setUp("alice", "no world");
    pass(Duration.ofMinutes(58));
    world.clock.advance(Duration.between(world.clock.instant(), notice().orElseThrow().stopAt()));
    PlatformFixture.Worker late =
        world.worker(
            PortCalls.after(
                "Reservations.on",
                () -> {
                  if (notice().isPresent()) {
                    worker.keepAlive(ALICE, Duration.ofMinutes(30));
                  }
                }));

    assertThat(late.sweep().failed()).isZero();

    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(notice()).isEmpty();
  }

  @Test
  void aWorldThatOpensWithdrawsTheAnnouncement() {
    world.players.setUp("alice", "no world");
    pass(Duration.ofMinutes(58));
    assertThat(notice()).isPresent();
    world.players.play("alice", 0);
    pass(Duration.ofMinutes(10));

    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(notice()).isEmpty();
  }

  @Test
  void whoHasNoOpenWorldIsAskedToOpenOne() {
    world.players.setUp("alice", "no world");
    worker.sweep();
    assertThat(attention()).contains(Attention.OPEN_A_WORLD);

    world.players.play("alice", 0, "curse-of-strahd");
    pass(Duration.ofMinutes(10));
    assertThat(attention()).isEmpty();
  }

  @Test
  void theAgreementComesBeforeTheWorld() {
    world.players.needs("alice", Attention.LICENSE_AGREEMENT);
    worker.sweep();

    assertThat(attention()).contains(Attention.LICENSE_AGREEMENT);
  }

  @Test
  void theNextStartOpensTheWorldThatWasOpenLast() {
    world.players.play("alice", 3, "curse-of-strahd");
    worker.sweep();
    world.players.play("alice", 3, "tomb");
    pass(Duration.ofMinutes(10));
    world.players.setUp("alice", "no world");
    pass(Duration.ofMinutes(10));
    assertThat(world.instance(ALICE).run().orElseThrow().world()).isEmpty();
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    worker.start(ALICE);

    assertThat(world.instance(ALICE).run().orElseThrow().world()).contains(new WorldName("tomb"));
  }

  @Test
  void aSessionIsForTheChosenWorldAndARunOnDemandForAny() {
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    chooseWorld("curse-of-strahd");
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.play("alice", 1, "tomb");
    pass(Duration.ofMinutes(6));
    assertThat(attention()).isEmpty();

    worker.schedule(ALICE, world.clock.instant().plus(Duration.ofMinutes(6)), Duration.ofHours(2));
    pass(Duration.ofMinutes(20));
    assertThat(attention()).contains(Attention.OPEN_A_WORLD);
    assertThat(status()).isEqualTo(Status.RUNNING);

    world.players.play("alice", 1, "curse-of-strahd");
    pass(Duration.ofMinutes(10));
    assertThat(attention()).isEmpty();
  }

  @Test
  void aSessionWithoutAChosenWorldIsForAny() {
    world.players.play("alice", 1, "curse-of-strahd");
    worker.sweep();
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    worker.schedule(ALICE, world.clock.instant().plus(Duration.ofMinutes(6)), Duration.ofHours(2));
    world.players.play("alice", 1, "tomb");
    pass(Duration.ofMinutes(20));

    assertThat(world.instance(ALICE).run().flatMap(Run::booking)).isPresent();
    assertThat(attention()).isEmpty();
    world.players.setUp("alice", "no world");
    pass(Duration.ofMinutes(10));
    assertThat(attention()).contains(Attention.OPEN_A_WORLD);
    assertThat(status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aWorldThatIsChosenWhileAServerStartsIsOfTheNextStart() {
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    chooseWorld("curse-of-strahd");
    worker.start(ALICE);
    chooseWorld("tomb");

    assertThat(world.instance(ALICE).run().orElseThrow().world())
        .contains(new WorldName("curse-of-strahd"));
  }

  @Test
  void aFullServerIsNeverStopped() {
    world.players.play("alice", 4);
    pass(Duration.ofHours(30));

    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(warnings()).isZero();
    assertThat(world.tasks.startedEver()).isEqualTo(1);
  }

  @Test
  void anUnreadableServerStopsByTheClockAfterAWarning() {
    world.players.unreadable("alice");
    pass(Duration.ofMinutes(345));
    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(warnings()).isZero();
    pass(Duration.ofMinutes(10));
    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(notice().orElseThrow().canKeepAlive()).isTrue();
    pass(Duration.ofMinutes(15));

    assertThat(status()).isEqualTo(Status.STOPPED);
    assertThat(warnings()).isEqualTo(1);
  }

  @Test
  void aNoticeIsWithdrawnWhenPlayersAreCounted() {
    world.players.unreadable("alice");
    pass(Duration.ofMinutes(355));
    assertThat(notice()).isPresent();
    world.players.play("alice", 2);
    pass(Duration.ofMinutes(30));

    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(notice()).isEmpty();
  }

  @Test
  void keepAliveKeepsAnEmptyServer() {
    world.players.play("alice", 0);
    pass(Duration.ofMinutes(10));
    worker.keepAlive(ALICE, Duration.ofHours(2));
    pass(Duration.ofMinutes(115));
    assertThat(status()).isEqualTo(Status.RUNNING);
    pass(Duration.ofMinutes(15));

    assertThat(status()).isEqualTo(Status.STOPPED);
  }

  @Test
  void keepAliveEndsAtABookingOfOthers() {
    worker.share(ALICE, Operation.SHARE);
    Instant start = world.clock.instant().plus(Duration.ofHours(1));
    worker.schedule(BOB, start, Duration.ofHours(2));
    world.players.play("alice", 3);

    assertThat(
            worker
                .keepAlive(ALICE, Duration.ofHours(4))
                .run()
                .orElseThrow()
                .activity()
                .keptAliveUntil())
        .contains(start.minus(Duration.ofMinutes(5)));
    pass(Duration.ofMinutes(52));
    assertThat(notice().orElseThrow().canKeepAlive()).isFalse();
    assertThatThrownBy(() -> worker.keepAlive(ALICE, Duration.ofHours(1)))
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.INVALID_STATE);
    pass(Duration.ofMinutes(10));
    assertThat(status()).isNotEqualTo(Status.RUNNING);
  }

  @Test
  void aBookingDuringTheSweepIsNotTakenForACancelledOne() {
    worker.share(ALICE, Operation.SHARE);
    world.players.play("alice", 3);
    world.clock.advance(Duration.ofMinutes(5));
    PlatformFixture.Worker late =
        world.worker(
            PortCalls.after(
                "Reservations.on",
                () -> {
                  if (notice().isEmpty()) {
                    Instant soon = world.clock.instant().plus(Duration.ofMinutes(6));
                    worker.schedule(BOB, soon, Duration.ofHours(2));
                    worker.prepareSessions();
                  }
                }));

    assertThat(late.sweep().failed()).isZero();

    assertThat(notice()).isPresent();
  }

  @Test
  void keepAliveEndsWithTheOvertime() {
    Instant start = world.clock.instant().plus(Duration.ofMinutes(30));
    worker.schedule(ALICE, start, Duration.ofHours(1));
    world.players.play("alice", 3);
    pass(Duration.ofMinutes(60));

    assertThat(keptUntil(Duration.ofHours(4)))
        .contains(start.plus(Duration.ofHours(1)).plus(Duration.ofHours(1)));
    assertThat(keptUntil(Duration.ofMinutes(30)))
        .contains(start.plus(Duration.ofHours(1)).plus(Duration.ofHours(1)));
  }

  @Test
  void keepAliveIsRefusedWhenTheLicenceIsBookedForNow() {
    worker.share(ALICE, Operation.SHARE);
    world.players.play("alice", 3);
    worker.schedule(BOB, world.clock.instant().plus(Duration.ofMinutes(20)), Duration.ofHours(2));
    world.clock.advance(Duration.ofMinutes(16));
    assertThat(notice()).isEmpty();

    assertThatThrownBy(() -> worker.keepAlive(ALICE, Duration.ofHours(1)))
        .hasMessageContaining("cannot be kept longer")
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.INVALID_STATE);
  }

  @Test
  void anEmptyServerStopsWithItsSession() {
    Instant start = world.clock.instant().plus(Duration.ofMinutes(30));
    worker.schedule(ALICE, start, Duration.ofHours(1));
    world.players.play("alice", 3);
    pass(Duration.ofMinutes(85));
    world.players.play("alice", 0);
    pass(Duration.ofMinutes(12));

    assertThat(status()).isEqualTo(Status.STOPPED);
    assertThat(world.instance(ALICE).statusReason().orElseThrow()).contains("session");
  }

  @Test
  void aServerWithPlayersStopsAnHourAfterItsSessionWithAWarning() {
    Instant start = world.clock.instant().plus(Duration.ofMinutes(30));
    worker.schedule(ALICE, start, Duration.ofHours(1));
    world.players.play("alice", 3);
    pass(Duration.ofMinutes(148));
    assertThat(status()).isEqualTo(Status.RUNNING);
    assertThat(warnings()).isGreaterThanOrEqualTo(1);
    pass(Duration.ofMinutes(8));

    assertThat(status()).isEqualTo(Status.STOPPED);
  }

  @Test
  void aServerThatDoesNotRunCannotBeKept() {
    worker.stop(ALICE);

    assertThatThrownBy(() -> worker.keepAlive(ALICE, Duration.ofHours(1)))
        .hasMessage("The server does not run.");
  }

  /** The sessions' timer ticks each minute, the sweep every five minutes. */
  private void pass(Duration time) {
    Instant until = world.clock.instant().plus(time);
    int minute = 0;
    while (world.clock.instant().isBefore(until)) {
      world.clock.advance(Duration.ofMinutes(1));
      world.cloudMoves();
      worker.prepareSessions();
      if (minute++ % 5 == 0) {
        worker.sweep();
      } else if (status() != Status.RUNNING) {
        worker.reconcile(ALICE);
      }
    }
    assertThat(ready).isBefore(until);
  }

  private Optional<Instant> keptUntil(Duration asked) {
    return worker.keepAlive(ALICE, asked).run().orElseThrow().activity().keptAliveUntil();
  }

  private void chooseWorld(String world) {
    var unused =
        worker.updateSettings(
            ALICE,
            new UpdateSettings.Change(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(world),
                Optional.empty(),
                Optional.empty(),
                new UpdateSettings.CapChange.Keep()));
  }

  private Optional<Attention> attention() {
    return world.instance(ALICE).run().flatMap(Run::attention);
  }

  private Status status() {
    return world.instance(ALICE).status();
  }

  private Optional<Notice> notice() {
    return world.instance(ALICE).run().flatMap(Run::notice);
  }

  private long warnings() {
    return world.notifications.published().stream()
        .map(DomainEvent::detail)
        .filter(ShutdownWarning.class::isInstance)
        .count();
  }
}
