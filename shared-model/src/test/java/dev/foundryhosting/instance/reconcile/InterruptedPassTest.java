/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.PortCalls;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InterruptedPassTest {
  private final PlatformFixture world = new PlatformFixture();

  @Test
  void anInterruptedPassWaitsForItsStepsAndTheNextOneGoesOn() {
    world.worker().create(PlatformFixture.owner(ALICE, "alice"));
    AtomicBoolean ended = new AtomicBoolean();
    PlatformFixture.Worker worker = world.worker(interruptingTheStart(ended));

    assertThatThrownBy(() -> worker.start(ALICE))
        .isInstanceOf(PlatformException.class)
        .hasMessage("The work was interrupted.");

    assertThat(ended).as("the step ended before the pass did").isTrue();
    assertThat(Thread.interrupted()).as("the interrupt is not lost").isTrue();
    world.settleUntil(ALICE, Status.RUNNING);
    assertThat(world.tasks.live(ALICE)).hasSize(1);
  }

  /** Interrupts the pass while ECS is asked, which takes a while longer. */
  private static PortCalls interruptingTheStart(AtomicBoolean ended) {
    Thread pass = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    return new PortCalls() {
      @Override
      public void before(String call) {
        if (call.equals("Tasks.run")) {
          pass.interrupt();
          try {
            ended.set(!never.await(200, TimeUnit.MILLISECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      }

      @Override
      public void after(String call) {}
    };
  }
}
