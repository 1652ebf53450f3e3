/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orphaned tasks and routes under the timer. */
class CollectOrphansTest {
  private static final CollectOrphans.Report NOTHING = new CollectOrphans.Report(0, 0);

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aliceRunsAndBobDoesNot() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.create(PlatformFixture.owner(BOB, "bob"));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.clock.advance(Duration.ofMinutes(5));
  }

  @Test
  void withoutOrphansNothingIsTouched() {
    for (int tick = 0; tick < 20; tick++) {
      assertThat(tick()).isEqualTo(NOTHING);
    }
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.live(ALICE)).hasSize(1);
    assertThat(world.candidates.read().tasks()).isEmpty();
    assertThat(world.troubles).isEmpty();
  }

  @Test
  void anOrphanedTaskStopsAtTheSecondScanAndIsBooked() {
    String orphan = strayTask(ALICE, "a-late-token");
    String own = world.tasks.findServer(ALICE, runId()).orElseThrow().taskArn();
    assertThat(tick()).isEqualTo(NOTHING);
    assertThat(stopRequested(orphan)).isFalse();

    assertThat(tick()).isEqualTo(new CollectOrphans.Report(1, 0));
    assertThat(stopRequested(orphan)).isTrue();
    assertThat(stopRequested(own)).isFalse();
    assertThat(entries(ALICE)).isEmpty();
    TaskObservation ended = world.tasks.stopped(orphan);
    assertThat(tick()).isEqualTo(NOTHING);

    assertThat(entries(ALICE))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.entryId()).contains("a-late-token");
              assertThat(entry.seconds())
                  .isEqualTo(
                      Duration.between(
                              ended.pullStartedAt().orElseThrow(), ended.stoppedAt().orElseThrow())
                          .toSeconds());
            });
    assertThat(world.candidates.read().tasks()).isEmpty();
  }

  @Test
  void anOrphanedTaskOfAnUnknownUserStops() {
    String orphan = strayTask(new UserId("somebody-of-before"), "token");
    tick();
    tick();

    assertThat(stopRequested(orphan)).isTrue();
  }

  @Test
  void anOrphanedTaskThatEndsByItselfIsBooked() {
    String orphan = strayTask(BOB, "token");
    tick();
    world.tasks.exits(orphan, 1);
    tick();

    assertThat(entries(BOB)).hasSize(1);
    assertThat(world.candidates.read().tasks()).isEmpty();
  }

  @Test
  void anOrphanedTaskThatEcsHidesForAWhileIsBooked() {
    String orphan = strayTask(BOB, "token");
    tick();
    world.tasks.exits(orphan, 1);
    world.tasks.hide(orphan);
    tick();
    tick();
    assertThat(entries(BOB)).isEmpty();
    world.tasks.showAll();
    tick();

    assertThat(entries(BOB)).hasSize(1);
    assertThat(world.candidates.read().tasks()).isEmpty();
  }

  @Test
  void anOrphanedTaskThatEcsForgotIsReportedAndDroppedAfterAnHour() {
    String orphan = strayTask(BOB, "token");
    tick();
    world.tasks.stopped(orphan);
    world.tasks.forget(orphan);
    for (int minute = 5; minute < 60; minute += 5) {
      tick();
      assertThat(world.candidates.read().tasks()).as("after %d minutes", minute).hasSize(1);
    }
    assertThat(world.troubles).isEmpty();
    tick();

    assertThat(world.candidates.read().tasks()).isEmpty();
    assertThat(world.troubles).singleElement().asString().contains(orphan, "is not booked");
  }

  @Test
  void anOrphanedRouteIsRemovedAtTheSecondScan() {
    world.routes.openForChecks(BOB, "bob." + PlatformFixture.DOMAIN).orThrow();
    assertThat(tick()).isEqualTo(NOTHING);
    assertThat(world.routes.of(BOB)).hasSize(2);

    assertThat(tick()).isEqualTo(new CollectOrphans.Report(1, 0));
    assertThat(world.routes.of(BOB)).isEmpty();
    assertThat(world.routes.of(ALICE)).hasSize(2);
    assertThat(world.instance(BOB).reconcileStatus().lease()).isEmpty();
    assertThat(world.instance(BOB).reconcileStatus().nextCheckAt()).isEmpty();
  }

  @Test
  void anOrphanedRouteOfAnUnknownUserIsRemoved() {
    UserId gone = new UserId("somebody-of-before");
    world.routes.openForChecks(gone, "gone." + PlatformFixture.DOMAIN).orThrow();
    tick();
    tick();

    assertThat(world.routes.of(gone)).isEmpty();
  }

  @Test
  void aCandidateWhoseUserStartsMeanwhileIsDropped() {
    world.routes.openForChecks(BOB, "bob." + PlatformFixture.DOMAIN).orThrow();
    tick();
    worker.start(BOB);
    world.settleUntil(BOB, Status.RUNNING);
    tick();
    tick();

    assertThat(world.routes.playersReach("bob." + PlatformFixture.DOMAIN)).hasSize(1);
    assertThat(world.candidates.read().routes()).isEmpty();
  }

  @Test
  void aDeletedRuleOfARunningServerIsRestored() {
    assertThat(world.routes.playersReach("alice." + PlatformFixture.DOMAIN)).hasSize(1);
    Route before = route();
    world.routes.loseRule(ALICE);

    assertThat(tick()).isEqualTo(new CollectOrphans.Report(1, 0));
    assertThat(world.routes.playersReach("alice." + PlatformFixture.DOMAIN)).hasSize(1);
    assertThat(route()).isNotEqualTo(before);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.startedEver()).isEqualTo(1);
    assertThat(tick()).isEqualTo(NOTHING);
  }

  @Test
  void aDeletedRouteOfARunningServerIsRestored() {
    world.routes.remove(ALICE);

    assertThat(tick()).isEqualTo(new CollectOrphans.Report(1, 0));
    assertThat(world.routes.playersReach("alice." + PlatformFixture.DOMAIN))
        .containsExactly(world.tasks.theOne(ALICE).privateIp().orElseThrow());
  }

  @Test
  void aScanWithoutOrphansWritesNothing() {
    Counting calls = new Counting();
    for (int tick = 0; tick < 9; tick++) {
      tick(calls);
    }

    assertThat(calls.count("TaskInventory.list")).isEqualTo(9);
    assertThat(calls.count("RouteInventory.list")).isEqualTo(9);
    assertThat(calls.count("OrphanCandidates.read")).isEqualTo(9);
    assertThat(calls.count("OrphanCandidates.save")).isZero();
  }

  @Test
  void anOrphanThatAppearsAfterAScanStopsWithinTwoMoreTicks() {
    tick();
    String orphan = strayTask(BOB, "token");
    world.routes.openForChecks(BOB, "bob." + PlatformFixture.DOMAIN).orThrow();
    tick();
    assertThat(stopRequested(orphan)).isFalse();

    assertThat(tick()).isEqualTo(new CollectOrphans.Report(2, 0));
    assertThat(stopRequested(orphan)).isTrue();
    assertThat(world.routes.of(BOB)).isEmpty();
  }

  @Test
  void anUnreadableRecordIsReportedAndTheOthersAreRepaired() {
    String alices = strayTask(ALICE, "one");
    String bobs = strayTask(BOB, "two");
    tick();

    assertThat(tick(new Failing("Instances.find", 1)).failed()).isEqualTo(1);
    assertThat(List.of(stopRequested(alices), stopRequested(bobs)))
        .containsExactlyInAnyOrder(true, false);
    tick();
    assertThat(stopRequested(alices)).isTrue();
    assertThat(stopRequested(bobs)).isTrue();
  }

  @Test
  void tasksAreRepairedWhenTheRoutesCannotBeListed() {
    String orphan = strayTask(BOB, "token");
    tick();

    assertThat(tick(new Failing("RouteInventory.list", 1)))
        .isEqualTo(new CollectOrphans.Report(1, 1));
    assertThat(stopRequested(orphan)).isTrue();
  }

  @Test
  void aFailedScanIsCountedAndRepeated() {
    String orphan = strayTask(BOB, "token");
    tick();
    assertThat(tick(new Failing("TaskInventory.list", 1)))
        .isEqualTo(new CollectOrphans.Report(0, 1));
    assertThat(world.troubles).singleElement().asString().contains("scan for orphans failed");

    tick();
    assertThat(stopRequested(orphan)).isTrue();
  }

  @Test
  void withoutTimeNoScanBegins() {
    strayTask(BOB, "token");
    Counting calls = new Counting();
    world.clock.advance(Duration.ofMinutes(20));
    CollectOrphans.Report report =
        world
            .worker(calls)
            .orphanCollector()
            .collect(Deadline.in(Duration.ofSeconds(50), world.clock));
    assertThat(report).isEqualTo(NOTHING);

    assertThat(calls.count("TaskInventory.list")).isZero();
  }

  @Test
  void thousandsOfOrphansAreCollectedInSeveralScans() {
    List<String> orphans =
        IntStream.range(0, 500).mapToObj(i -> strayTask(new UserId("u" + i), "t" + i)).toList();
    for (int tick = 0; tick < 6; tick++) {
      tick();
      assertThat(world.candidates.read().tasks()).hasSizeLessThanOrEqualTo(200);
      world.cloudMoves();
    }

    assertThat(orphans).allMatch(this::stopRequested);
  }

  private CollectOrphans.Report tick() {
    return tick(PortCalls.undisturbed());
  }

  /** The timer, five minutes later. */
  private CollectOrphans.Report tick(PortCalls calls) {
    world.clock.advance(Duration.ofMinutes(5));
    worker.sweep();
    return world.worker(calls).collectOrphans();
  }

  private String strayTask(UserId user, String token) {
    return world.orphanTask(ALICE, user, token);
  }

  private boolean stopRequested(String arn) {
    return world.tasks.observe(arn).orElseThrow().stopRequested();
  }

  private String runId() {
    return world.instance(ALICE).run().map(Run::runId).orElseThrow();
  }

  private Route route() {
    return world.instance(ALICE).run().flatMap(Run::route).orElseThrow();
  }

  private List<RunEntry> entries(UserId user) {
    return world.ledger.month(user, UsageMonth.of(world.clock.instant())).entries().stream()
        .map(RunEntry.class::cast)
        .toList();
  }

  /** Counts the calls. */
  private static final class Counting implements PortCalls {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void before(String call) {
      calls.add(call);
    }

    @Override
    public void after(String call) {}

    long count(String call) {
      return calls.stream().filter(call::equals).count();
    }
  }

  /** The how-manieth call of one kind fails. */
  private static final class Failing implements PortCalls {
    private final String where;
    private int left;

    Failing(String where, int occurrence) {
      this.where = where;
      this.left = occurrence;
    }

    @Override
    public synchronized void before(String call) {
      if (call.equals(where) && --left == 0) {
        throw PlatformException.dependency("Could not do " + call + ".", true);
      }
    }

    @Override
    public void after(String call) {}
  }
}
