/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.instance.port.Interruption;
import dev.foundryhosting.instance.port.Outage;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.port.UserSecrets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The access key that Foundry reads from the secret is one that IAM accepts. */
class AccessKeyRepairTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void aPassThatIamHeldUpLongerThanItsLeaseStoresNoKey() {
    PortCalls slow =
        PortCalls.after(
            "AssetUsers.replaceKey", () -> world.clock.advance(LeasedRecord.LEASE.plusSeconds(1)));

    assertThatThrownBy(() -> world.worker(slow).create(PlatformFixture.owner(ALICE, "alice")))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));

    assertThat(storedKey()).isEmpty();
    assertThat(world.settleUntil(ALICE, Status.CREATED).status()).isEqualTo(Status.CREATED);
    assertKeyWorks();
  }

  @Test
  void aPassThatIamHeldUpMakesNoFurtherCallOnceItsDeadlineIsNear() {
    PortCalls slow =
        PortCalls.after("UserSecrets.find", () -> world.clock.advance(Duration.ofMinutes(4)));

    assertThatThrownBy(() -> world.worker(slow).create(PlatformFixture.owner(ALICE, "alice")))
        .isInstanceOf(PlatformException.class);

    assertThat(world.assetUsers.keysMadeEver()).isZero();
    assertThat(world.settleUntil(ALICE, Status.CREATED).status()).isEqualTo(Status.CREATED);
    assertKeyWorks();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before AssetUsers.replaceKey",
        "after AssetUsers.replaceKey",
        "before UserSecrets.replace",
        "after UserSecrets.replace"
      })
  void twoPassesThatMakeAKeyAtOnceLeaveOneThatWorksAtTheNextStart(String point) {
    Interruption overtaken =
        new Interruption(
            point,
            1,
            () -> {
              world.clock.advance(LeasedRecord.LEASE);
              worker.reconcile(ALICE);
            });
    try {
      world.worker(overtaken).create(PlatformFixture.owner(ALICE, "alice"));
    } catch (PlatformException late) {
      assertThat(late.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
    }
    assertThat(overtaken.happened()).isTrue();
    assertThat(world.settleUntil(ALICE, Status.CREATED).status()).isEqualTo(Status.CREATED);

    worker.start(ALICE);

    assertKeyWorks();
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aStartReplacesAKeyThatIamDoesNotKnow() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.assetUsers.replaceKey(world.names.assetUser(ALICE));

    worker.start(ALICE);

    assertKeyWorks();
    assertThat(world.assetUsers.keysMadeEver()).isEqualTo(3);
  }

  @Test
  void aStartReplacesAKeyThatIsInactive() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.assetUsers.makeInactive(storedKey().orElseThrow());

    worker.start(ALICE);

    assertKeyWorks();
    assertThat(world.assetUsers.keysMadeEver()).isEqualTo(2);
  }

  @Test
  void aStartLeavesAKeyThatWorks() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    Optional<String> before = storedKey();

    worker.start(ALICE);

    assertThat(storedKey()).isEqualTo(before);
    assertThat(world.assetUsers.keysMadeEver()).isEqualTo(1);
  }

  @Test
  void aStartThatCannotAskIamStartsTheServerAllTheSame() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    Outage iam = new Outage("before AssetUsers.keepKey", 1, Outage.Kind.TIME_OUT);

    assertThat(world.worker(iam).start(ALICE).status()).isEqualTo(Status.STARTING);

    assertThat(world.tasks.live(ALICE)).hasSize(1);
    assertThat(world.troubles).singleElement().asString().startsWith("VERIFY_ACCESS_KEY failed");
    assertThat(world.instance(ALICE).reconcileStatus().failures()).isZero();
  }

  private Optional<String> storedKey() {
    return world
        .secrets
        .find(ALICE)
        .map(UserSecrets.Stored::secret)
        .flatMap(secret -> secret.get(UserSecret.Field.ASSETS_ACCESS_KEY_ID));
  }

  private void assertKeyWorks() {
    assertThat(storedKey())
        .isPresent()
        .isEqualTo(
            world.assetUsers.keyOf(world.names.assetUser(ALICE)).map(AssetUsers.AccessKey::id));
    assertThat(world.instance(ALICE).resources().id(Resource.ACCESS_KEY)).isEqualTo(storedKey());
  }
}
