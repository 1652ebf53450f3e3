/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.command.AnnounceShutdown;
import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a server that fell, or does not answer, is started once more, and when it is not. */
class AutoRestartTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void somebodyPlays() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    read(2);
    world.notifications.clear();
  }

  @Test
  void aServerThatFallsWhileSomebodyPlaysIsStartedAgainAtOnce() {
    world.crash(ALICE);

    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);
    assertThat(world.instance(ALICE).statusReason()).isEmpty();
    assertThat(world.tasks.live(ALICE)).hasSize(1);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    assertThat(told())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isInstanceOfSatisfying(
                        InstanceFailed.class,
                        failed ->
                            assertThat(failed.reason())
                                .startsWith("The server ended by itself with exit code 1")
                                .endsWith("It is started again.")),
            second -> assertThat(second).isInstanceOf(InstanceReady.class));
  }

  @Test
  void unreadableAnswersAfterTheFallDoNotHideThatSomebodyPlayed() {
    world.crash(ALICE);
    world.players.unreadable("alice");
    world.clock.advance(Duration.ofMinutes(5));

    assertThat(worker.sweep().restarted()).isEqualTo(1);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aServerThatFallsWhenNobodyPlaysAnyMoreIsFailed() {
    read(0);
    world.crash(ALICE);

    assertFailed(StopCauseKind.EXITED);
  }

  @Test
  void aSecondFallWithinTenMinutesIsOneTooMany() {
    world.crash(ALICE);
    worker.reconcile(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    read(2);
    world.crash(ALICE);

    assertFailed(StopCauseKind.EXITED);
    assertThat(world.tasks.startedEver()).isEqualTo(2);
  }

  @Test
  void aFallLongAfterTheFirstOneIsAnotherMatter() {
    world.crash(ALICE);
    worker.reconcile(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    read(2);
    read(2);
    read(2);
    world.crash(ALICE);

    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);
  }

  @Test
  void aRestartThatDoesNotGetReadyIsFailed() {
    world.crash(ALICE);
    worker.reconcile(ALICE);
    world.clock.advance(Duration.ofMinutes(11));

    worker.reconcile(ALICE);
    world.tasks.stopAll();

    assertFailed(StopCauseKind.NOT_READY);
    assertThat(world.tasks.startedEver()).isEqualTo(2);
  }

  @Test
  void aFallThatIsFoundTooLateIsFailed() {
    world.crash(ALICE);
    world.clock.advance(Duration.ofMinutes(11));

    assertFailed(StopCauseKind.EXITED);
  }

  @Test
  void whoeverStopsATaskInAwsMeansIt() {
    world.tasks.stopped(world.tasks.theOne(ALICE).taskArn());

    assertFailed(StopCauseKind.STOPPED_OUTSIDE);
  }

  @Test
  void aServerWhoseEndIsAnnouncedForGoodDoesNotComeBack() {
    StopCause over = new StopCause(StopCauseKind.SESSION_OVER, "Over.");
    String runId = world.instance(ALICE).run().orElseThrow().runId();
    new AnnounceShutdown(world.store, worker.reconciler, world.clock)
        .announce(
            ALICE,
            run -> run.runId().equals(runId),
            new Notice(world.clock.instant().plus(Notice.AHEAD), over, false),
            world.deadline());
    world.crash(ALICE);

    assertFailed(StopCauseKind.EXITED);
  }

  @Test
  void aStopThatIsAskedForMeanwhileHolds() {
    fallsUnstarted();

    worker.stop(ALICE);
    world.settle();

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    assertThat(world.tasks.startedEver()).isEqualTo(1);
  }

  @Test
  void aStopWhileItsResourcesGoHoldsToo() {
    world.crash(ALICE);
    dies("before Licenses.save");

    worker.stop(ALICE);
    world.settle();

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.tasks.startedEver()).isEqualTo(1);
  }

  @Test
  void aDestroyThatIsAskedForMeanwhileHolds() {
    fallsUnstarted();

    worker.destroy(ALICE, false);
    world.settle();

    assertThat(world.store.find(ALICE).orElseThrow().gone()).isTrue();
  }

  @Test
  void aStartOfItsUsersIsTheSameStart() {
    fallsUnstarted();

    worker.start(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);
    assertThat(world.tasks.live(ALICE)).hasSize(1);
  }

  @Test
  void itNeverTakesALicenceThatSomebodyElseUsesByNow() {
    fallsUnstarted();
    var unused =
        world.store.update(
            LicenseId.ofOwner(ALICE),
            license -> license.claimed(new RunClaim("run-of-bob", BOB, world.clock.instant())));

    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(ALICE).statusReason().orElseThrow())
        .contains("It could not be started again: The licence is in use");
    assertThat(world.tasks.live(ALICE)).isEmpty();
    assertThat(told())
        .filteredOn(InstanceFailed.class::isInstance)
        .extracting(detail -> ((InstanceFailed) detail).reason())
        .satisfiesExactly(
            first -> assertThat(first).endsWith("It is started again."),
            second -> assertThat(second).contains("It could not be started again"));
  }

  @Test
  void itNeverGoesIntoSomebodysBooking() {
    shareAndBook();
    world.crash(ALICE);

    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(ALICE).statusReason().orElseThrow()).contains("A session is booked");
    assertThat(world.tasks.live(ALICE)).isEmpty();
  }

  @Test
  void aServerThatAnswersNobodyIsStoppedAndStartedOnce() {
    silent();
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPING);
    assertThat(world.tasks.theOne(ALICE).stopRequested()).isTrue();
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.startedEver()).isEqualTo(2);

    silent();
    world.tasks.stopAll();

    assertFailed(StopCauseKind.UNREADABLE);
    assertThat(world.tasks.startedEver()).isEqualTo(2);
  }

  @Test
  void aServerThatTheLoadBalancerStillReachesIsLeftAlone() {
    world.players.unreadable("alice");
    for (int reading = 0; reading < 5; reading++) {
      world.clock.advance(Duration.ofMinutes(5));
      worker.sweep();
    }

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aFailingLedgerKeepsTheRunAndFreesTheLicence() {
    read(0);
    world.crash(ALICE);
    Outage outage = new Outage("before UsageLedger.bookRun", 1, Outage.Kind.SERVER_ERROR);

    world.worker(outage).reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPING);
    assertThat(world.store.find(LicenseId.ofOwner(ALICE)).orElseThrow().run()).isEmpty();
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    Bills.assertPaid(world, ALICE);
  }

  /** It fell, and whoever would have started it again died before. */
  private void fallsUnstarted() {
    world.crash(ALICE);
    dies("before Instances.claim");
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);
    assertThat(world.instance(ALICE).run()).isEmpty();
  }

  private void dies(String point) {
    try {
      world.worker(new CrashInjector(point, 1)).reconcile(ALICE);
      throw new IllegalStateException("it did not die " + point);
    } catch (CrashInjector.Died died) {
      world.clock.advance(LeasedRecord.LEASE);
    }
  }

  private void shareAndBook() {
    var unused =
        world.store.update(LicenseId.ofOwner(ALICE), license -> license.in(SharingState.SHARED));
    worker.create(PlatformFixture.pooled(BOB, "bob"));
    worker.schedule(BOB, world.clock.instant().plus(Duration.ofMinutes(25)), Duration.ofHours(2));
  }

  private void read(int players) {
    world.players.play("alice", players);
    world.clock.advance(Duration.ofMinutes(5));
    worker.sweep();
  }

  private void silent() {
    world.players.unreadable("alice");
    String address = world.tasks.theOne(ALICE).privateIp().orElseThrow();
    world.routes.becomesUnhealthy(address, "unhealthy: Target.Timeout");
    for (int reading = 0; reading < 3; reading++) {
      world.clock.advance(Duration.ofMinutes(5));
      worker.sweep();
    }
  }

  private void assertFailed(StopCauseKind kind) {
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(ALICE).stopCause().map(StopCause::kind)).isEqualTo(Optional.of(kind));
    assertThat(world.tasks.live(ALICE)).isEmpty();
    Bills.assertPaid(world, ALICE);
  }

  private List<DomainEvent.Detail> told() {
    return world.notifications.published().stream()
        .map(DomainEvent::detail)
        .filter(detail -> !(detail instanceof DomainEvent.InstanceProgressed))
        .toList();
  }
}
