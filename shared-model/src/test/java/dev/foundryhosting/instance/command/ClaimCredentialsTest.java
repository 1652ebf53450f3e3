/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.ownerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A licence that was registered before credentials were claimed. */
class ClaimCredentialsTest {
  private static final String KEY = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aLicenceWithoutClaims() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    License claimed = license();
    assertThat(world.store.remove(claimed)).isTrue();
    world.store.put(
        License.registered(
            ALICE, claimed.credentials(), SharingState.PRIVATE, claimed.createdAt()));
  }

  @Test
  void whatTheSecretHoldsIsClaimed() {
    worker.claimingCredentials().ofOwner(ALICE);

    assertThat(license().claims().held()).hasSize(1).isEqualTo(license().claims().current());
    assertThat(license().claims().stored()).isTrue();
    assertTaken(() -> worker.create(ownerOf(BOB, "bob", KEY)));
  }

  @Test
  void whatIsClaimedStaysAsItIs() {
    worker.claimingCredentials().ofOwner(ALICE);
    License claimed = license();

    worker.claimingCredentials().ofOwner(ALICE);
    worker.claimingCredentials().ofOwner(BOB);

    assertThat(license()).isEqualTo(claimed);
  }

  @Test
  void operatorsReadThatAnotherUserRegisteredItMeanwhile() {
    worker.create(ownerOf(BOB, "bob", KEY));

    worker.claimingCredentials().ofOwner(ALICE);

    assertThat(license().claims().held()).isEmpty();
    assertThat(world.troubles).singleElement().asString().contains(ALICE.value(), BOB.value());
  }

  @Test
  void anotherChangeAtTheSameTimeIsNoHindrance() {
    PlatformFixture.Worker overtaken =
        world.worker(
            PortCalls.after(
                "UserSecrets.find",
                () ->
                    assertThat(
                            world.store.update(
                                license().licenseId(), l -> l.in(SharingState.SHARED)))
                        .isPresent()));

    overtaken.claimingCredentials().ofOwner(ALICE);

    assertThat(license().claims().held()).hasSize(1);
    assertThat(license().sharing()).isEqualTo(SharingState.SHARED);
  }

  private License license() {
    return world.store.find(LicenseId.ofOwner(ALICE)).orElseThrow();
  }

  private static void assertTaken(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LICENSE_IN_USE));
  }
}
