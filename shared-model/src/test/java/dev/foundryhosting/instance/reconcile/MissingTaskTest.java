/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Interruption;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ECS does not show a task for a while, or forgets it. At no instant do two tasks of one server
 * run, and each second that a task ran is booked.
 */
class MissingTaskTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aliceHasAServer() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void hiddenAnswersStartNoSecondTaskAndAllSecondsAreBooked(int answers) {
    String arn = aliceRunsWithPlayers();
    Instant billedFrom = world.tasks.theOne(ALICE).pullStartedAt().orElseThrow();
    goOnUntil(billedFrom.plusSeconds(620));

    world.tasks.hide(arn, answers);
    worker.reconcile(ALICE);
    goOnUntil(billedFrom.plusSeconds(1340));

    if (!world.tasks.live(ALICE).isEmpty()) {
      world.tasks.stopped(world.tasks.theOne(ALICE).taskArn());
      worker.stop(ALICE);
    }
    world.settle();
    Consistency.assertHolds(world, ALICE);
    if (answers == 1) {
      assertThat(world.tasks.startedEver()).isEqualTo(1);
      assertThat(bookedSeconds()).isEqualTo(1340);
    }
  }

  @Test
  void aTaskThatIsHiddenOnceIsLookedForAgainAMinuteLater() {
    String arn = aliceRunsWithPlayers();
    world.tasks.hide(arn, 1);

    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    assertThat(world.wakeups.sent().getLast().delay()).isEqualTo(Duration.ofMinutes(1));
    world.clock.advance(Duration.ofMinutes(1));
    worker.reconcile(ALICE);
    assertThat(task().missing()).isEmpty();
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aLostTaskThatLivesIsStoppedBeforeItsServerRestarts() {
    String lost = aliceRunsWithPlayers();
    world.tasks.hide(lost);
    worker.reconcile(ALICE);
    world.clock.advance(Duration.ofMinutes(1));
    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).desired()).isEqualTo(Desired.STOPPED);
    assertThat(world.tasks.theOne(ALICE).stopRequested()).isTrue();
    for (int look = 0; look < 12; look++) {
      world.clock.advance(Duration.ofSeconds(10));
      worker.reconcile(ALICE);
      assertThat(world.tasks.startedEver()).isEqualTo(1);
      assertThat(licenseHolder()).contains(run().runId());
    }

    world.tasks.stopped(lost);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.startedEver()).isEqualTo(2);
    Consistency.assertHolds(world, ALICE);
  }

  @Test
  void aTaskThatEcsForgotEndedWhenItWasMissingForTheSecondTime() {
    String arn = aliceRunsWithPlayers();
    Instant billedFrom = task().pullStartedAt().orElseThrow();
    world.tasks.stopped(arn);
    world.tasks.forget(arn);
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);

    world.clock.advance(Duration.ofSeconds(75));
    Instant second = world.clock.instant();
    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);
    assertThat(world.tasks.startedEver()).isEqualTo(2);
    assertThat(bookedSeconds())
        .isEqualTo(Duration.between(billedFrom, second).plusNanos(999_999_999).toSeconds());
  }

  @Test
  void aStopKeepsTheLicenceWhileTheTaskIsHidden() {
    String arn = aliceRunsWithPlayers();
    world.tasks.hide(arn, 1);
    worker.stop(ALICE);
    world.tasks.hide(arn);

    for (int look = 0; look < 12; look++) {
      world.clock.advance(Duration.ofSeconds(9));
      worker.reconcile(ALICE);
      assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPING);
      assertThat(licenseHolder()).contains(run().runId());
    }
  }

  @Test
  void anEventSaysWhenAHiddenTaskEnded() {
    String arn = aliceRunsWithPlayers();
    worker.stop(ALICE);
    world.clock.advance(Duration.ofSeconds(20));
    TaskObservation ended = world.tasks.stopped(arn);
    world.tasks.hide(arn);
    world.clock.advance(Duration.ofSeconds(40));

    worker.reconciler.taskEnded(ALICE, ended, world.deadline());

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    world.tasks.showAll();
    Consistency.assertHolds(world, ALICE);
  }

  @Test
  void anEventSaysThatAHiddenTaskFailed() {
    String arn = aliceRunsWithPlayers();
    TaskObservation ended = world.tasks.exits(arn, 3);
    world.tasks.hide(arn);

    worker.reconciler.taskEnded(ALICE, ended, world.deadline());

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);
    assertThat(world.instance(ALICE).autoRestart().orElseThrow().stopCause().kind())
        .isEqualTo(StopCauseKind.EXITED);
    world.tasks.showAll();
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    Consistency.assertHolds(world, ALICE);
  }

  @Test
  void anEventThatComesWhileAnotherPassWorksIsKept() {
    String arn = aliceRunsWithPlayers();
    worker.stop(ALICE);
    TaskObservation ended = world.tasks.stopped(arn);
    world.tasks.hide(arn);
    var meanwhile =
        new Interruption(
            "after Tasks.observe",
            1,
            () -> worker.reconciler.taskEnded(ALICE, ended, world.deadline()));

    world.worker(meanwhile).reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isIn(Status.STOPPING, Status.STOPPED);
    world.tasks.showAll();
    world.settle();
    Consistency.assertHolds(world, ALICE);
  }

  @Test
  void anEventOfAnEarlierTaskChangesNothing() {
    String first = aliceRunsWithPlayers();
    worker.stop(ALICE);
    TaskObservation ended = world.tasks.stopped(first);
    world.settleUntil(ALICE, Status.STOPPED);
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);

    worker.reconciler.taskEnded(ALICE, ended, world.deadline());

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aNewTaskMayStayHiddenForFiveMinutes() {
    worker.start(ALICE);
    world.tasks.hide(world.tasks.theOne(ALICE).taskArn());
    world.clock.advance(Duration.ofSeconds(1));
    worker.reconcile(ALICE);

    world.clock.advance(Duration.ofSeconds(299));
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);

    world.clock.advance(Duration.ofSeconds(1));
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPING);
    assertThat(world.instance(ALICE).stopCause().map(StopCause::why).orElseThrow())
        .contains("does not know the server's task");
    world.settle();
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    Consistency.assertHolds(world, ALICE);
  }

  /** Time passes in steps of ten seconds, and no instant shows two tasks. */
  private void goOnUntil(Instant end) {
    int look = 0;
    while (world.clock.instant().isBefore(end)) {
      Duration left = Duration.between(world.clock.instant(), end);
      Duration step = Duration.ofSeconds(10);
      world.clock.advance(left.compareTo(step) < 0 ? left : step);
      world.cloudMoves();
      if (++look % 30 == 0) {
        worker.sweep();
      } else if (look % 6 == 0) {
        worker.reconcile(ALICE);
      }
      assertThat(world.tasks.live(ALICE)).hasSizeLessThanOrEqualTo(1);
      Invariants.assertHold(world);
    }
  }

  private String aliceRunsWithPlayers() {
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.play("alice", 3);
    world.clock.advance(Duration.ofSeconds(1));
    worker.sweep();
    assertThat(run().activity().playedAt()).isPresent();
    return world.tasks.theOne(ALICE).taskArn();
  }

  private Run run() {
    return world.instance(ALICE).run().orElseThrow();
  }

  private TaskObservation task() {
    return run().task().orElseThrow();
  }

  private Optional<String> licenseHolder() {
    return world
        .store
        .find(LicenseId.ofOwner(ALICE))
        .flatMap(License::run)
        .map(claim -> claim.runId());
  }

  private long bookedSeconds() {
    UsageMonth month = UsageMonth.of(world.clock.instant());
    return world.ledger.month(ALICE, month).entries().stream()
        .filter(RunEntry.class::isInstance)
        .mapToLong(entry -> ((RunEntry) entry).seconds())
        .sum();
  }
}
