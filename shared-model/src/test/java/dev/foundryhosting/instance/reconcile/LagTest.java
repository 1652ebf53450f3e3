/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.PortCalls;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** AWS does not show yet what it did a moment ago ("eventual consistency"). */
class LagTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void aTaskThatEcsDoesNotShowYetIsNotGivenUpHoweverLateItWasStarted() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.tasks.failToPlace("no capacity");
    assertThatThrownBy(() -> worker.start(ALICE)).isInstanceOf(PlatformException.class);
    world.clock.advance(Duration.ofMinutes(4));
    world.tasks.placeAgain();
    worker.reconcile(ALICE);
    world.tasks.hide(world.tasks.theOne(ALICE).taskArn());

    world.clock.advance(Duration.ofSeconds(1));
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);

    world.tasks.showAll();
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.startedEver()).isEqualTo(1);
  }

  @Test
  void aSecretThatCannotBeReadYetIsNoDefectAndTheCreationGoesOn() {
    PlatformFixture.Worker meddled =
        world.worker(
            PortCalls.after("UserSecrets.create", () -> world.secrets.remove(ALICE, true)));

    assertThatThrownBy(() -> meddled.create(PlatformFixture.owner(ALICE, "alice")))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
            });
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.CREATING);

    assertThat(world.secrets.recover(ALICE)).isPresent();
    assertThat(world.settleUntil(ALICE, Status.CREATED).status()).isEqualTo(Status.CREATED);
  }
}
