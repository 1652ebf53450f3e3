/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.StoreUnderTest;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A damaged record affects only its user. */
class DamagedRecordTest {
  private final PlatformFixture world = new PlatformFixture();
  private PlatformFixture.Worker worker;

  @BeforeEach
  void bothRunAndBobsRecordIsDamaged() {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    world.worker().create(PlatformFixture.owner(BOB, "bob"));
    world.worker().start(ALICE);
    world.worker().start(BOB);
    world.settleUntil(ALICE, Status.RUNNING);
    world.settleUntil(BOB, Status.RUNNING);
    worker = world.worker(damaged());
  }

  @Test
  void aDamagedRecordDoesNotStopTheSweepOfTheOthers() {
    world.players.play("alice", 0);
    world.clock.advance(Duration.ofMinutes(20));

    assertThat(worker.sweep()).isEqualTo(new SweepInstances.Report(2, 1, 0, 0, 0, 1));

    assertThat(world.instance(ALICE).desired()).isEqualTo(Desired.STOPPED);
    assertThat(world.troubles).anyMatch(said -> said.startsWith("The sweep of " + BOB));
    assertThat(world.metrics.sweeps)
        .singleElement()
        .satisfies(sweep -> assertThat(sweep.failed()).isEqualTo(1))
        .satisfies(sweep -> assertThat(sweep.due()).isEqualTo(2))
        .satisfies(sweep -> assertThat(sweep.lag()).isPositive());
  }

  @Test
  void aDamagedRecordKeepsItsTasksAndOtherOrphansAreRemoved() {
    String orphan = world.orphanTask(ALICE, ALICE, "a-late-token");
    String bobs = world.tasks.theOne(BOB).taskArn();
    for (int tick = 0; tick < 3; tick++) {
      world.clock.advance(Duration.ofMinutes(5));
      assertThat(worker.collectOrphans().failed()).isPositive();
    }

    assertThat(world.tasks.observe(orphan).orElseThrow().stopRequested()).isTrue();
    assertThat(world.tasks.observe(bobs).orElseThrow().stopRequested()).isFalse();
  }

  @Test
  void aDamagedRecordDoesNotStopTheRequeueOfTheOthers() {
    assertThat(worker.startMaintenance("We move.").servers()).isEqualTo(1);

    assertThat(world.instance(ALICE).reconcileStatus().nextCheckAt())
        .hasValueSatisfying(due -> assertThat(due).isBeforeOrEqualTo(world.clock.instant()));
  }

  private StoreUnderTest damaged() {
    return new StoreUnderTest(
        (Instances)
            Proxy.newProxyInstance(
                Instances.class.getClassLoader(),
                new Class<?>[] {Instances.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("find") && args[0].equals(BOB)) {
                    throw new IllegalStateException("a stored record has no readable attribute");
                  }
                  try {
                    return method.invoke(world.store, args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }),
        world.store,
        world.store,
        world.store,
        world.store,
        world.store,
        world.store.releases,
        world.store::expiry);
  }
}
