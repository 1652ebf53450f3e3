/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a record counts on was deleted by hand. A start says so, once, and the next one may succeed.
 */
class VanishedTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aliceHasAServer() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
  }

  @Test
  void aStartWithoutItsFilesOrItsSecretFailsOnceAndSaysWhy() {
    worker.start(ALICE);
    world.tasks.stopped(
        world.tasks.theOne(ALICE).taskArn(),
        OptionalInt.empty(),
        new StopCause(StopCauseKind.INITIALIZATION, "The server could not reach its files."));
    world.settle();

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(ALICE).statusReason().orElseThrow())
        .contains("could not reach its files");
    assertThat(world.tasks.startedEver()).isEqualTo(1);
    assertThat(world.instance(ALICE).reconcileStatus().nextCheckAt()).isEmpty();
    Consistency.assertHolds(world, ALICE);
  }

  @Test
  void aDefinitionThatIsGoneFailsOneStartAndTheNextRegistersItAnew() {
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    world.tasks.removeDefinitions(ALICE);

    assertThatThrownBy(() -> worker.start(ALICE)).isInstanceOf(PlatformException.class);
    world.settle();
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(ALICE).statusReason().orElseThrow())
        .contains("not ready within 10 minutes", "Could not start the task");
    assertThat(world.instance(ALICE).reconcileStatus().nextCheckAt()).isEmpty();

    worker.start(ALICE);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aTaskThatWasEndedByHandEndsTheRun() {
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.play("alice", 0);
    world.clock.advance(Duration.ofMinutes(5));
    worker.sweep();
    String arn = world.tasks.theOne(ALICE).taskArn();
    world.tasks.stopped(arn);
    world.tasks.forget(arn);
    world.clock.advance(Duration.ofMinutes(5));
    worker.sweep();
    world.settle();

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.routes.of(ALICE)).isEmpty();
  }
}
