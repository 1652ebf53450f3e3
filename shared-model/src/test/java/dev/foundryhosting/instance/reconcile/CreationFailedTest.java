/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.license.LicenseId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Creations that meet what does not pass by itself. */
class CreationFailedTest {
  private static final String HOST = "alice.play.example.org";

  private final PlatformFixture world = new PlatformFixture();

  @Test
  void aBucketNameOfSomebodyElseEndsTheCreationWithItsReason() {
    world.buckets.belongsToSomebodyElse(world.names.bucket(ALICE));

    Instance ended = createInVain(world.worker());

    assertThat(ended.gone()).isTrue();
    assertThat(ended.status()).isEqualTo(Status.FAILED);
    assertThat(ended.stopCause().orElseThrow().kind()).isEqualTo(StopCauseKind.CREATION_FAILED);
    assertThat(ended.statusReason().orElseThrow())
        .startsWith("The server could not be created. Could not make the assets bucket")
        .endsWith("please create the server anew.");
    assertNothingIsLeft();
    assertThat(world.notifications.published())
        .filteredOn(event -> event.detail() instanceof InstanceFailed)
        .hasSize(1);
  }

  @Test
  void aRecordThatAppearsInDnsMeanwhileEndsTheCreationAndStays() {
    Instance ended = createInVain(world.worker(before("HostNames.ensure")));

    assertThat(ended.statusReason().orElseThrow()).contains("not the platform's");
    assertThat(world.hostNames.held()).containsExactly(HOST);
    assertNothingIsLeft();
  }

  @Test
  void theSameUserCreatesAnewAfterwards() {
    createInVain(world.worker(before("HostNames.ensure")));

    world.worker().create(PlatformFixture.owner(ALICE, "alice-two"));

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.CREATED);
    assertThat(world.instance(ALICE).statusReason()).isEmpty();
  }

  @Test
  void whatMayPassIsTriedOn() {
    PlatformFixture.Worker worker =
        world.worker(
            new PortCalls() {
              @Override
              public void before(String call) {
                if (call.equals("AssetBuckets.ensure")) {
                  throw PlatformException.dependency("AWS did not answer.", true);
                }
              }

              @Override
              public void after(String call) {}
            });
    assertThatThrownBy(() -> worker.create(PlatformFixture.owner(ALICE, "alice")))
        .isInstanceOf(PlatformException.class);
    reconcile(worker, 9);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.CREATING);
    assertThat(reconcile(world.worker(), 1).status()).isEqualTo(Status.CREATED);
  }

  /** After the pass of the command and two others. */
  private Instance createInVain(PlatformFixture.Worker worker) {
    assertThatThrownBy(() -> worker.create(PlatformFixture.owner(ALICE, "alice")))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.retryable()).isFalse());
    assertThat(reconcile(worker, 1).status()).isEqualTo(Status.CREATING);
    return reconcile(worker, 1);
  }

  private Instance reconcile(PlatformFixture.Worker worker, int passes) {
    for (int i = 0; i < passes; i++) {
      world.clock.advance(Duration.ofMinutes(2));
      worker.reconcile(ALICE);
    }
    return world.store.find(ALICE).orElseThrow();
  }

  private void assertNothingIsLeft() {
    assertThat(world.hostNames.all()).isEmpty();
    assertThat(world.buckets.of(ALICE)).isEmpty();
    assertThat(world.assetUsers.all()).isEmpty();
    assertThat(world.secrets.find(ALICE)).isEmpty();
    assertThat(world.store.find(LicenseId.ofOwner(ALICE))).isEmpty();
  }

  /** Somebody makes a record of the name just before the platform does. */
  private PortCalls before(String step) {
    return new PortCalls() {
      @Override
      public void before(String call) {
        if (call.equals(step)) {
          world.hostNames.hold(HOST);
        }
      }

      @Override
      public void after(String call) {}
    };
  }
}
