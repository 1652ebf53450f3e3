/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.CredentialClaim.Kind;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An erasure leaves nothing of a user, with a server, with a tombstone, and without a record. */
class DeleteUserTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void receiversReadOfItOnceAllElseIsGone() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));

    worker.deleteUser(ALICE);

    assertNothingIsLeftOf(ALICE);
    assertThat(erasuresOf(ALICE)).isEqualTo(1);
    assertThat(world.notifications.published().getLast().name()).isEqualTo("UserErased");
  }

  @Test
  void theRecordStaysUntilReceiversCanReadOfIt() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.notifications.breakDown(true);
    worker.deleteUser(ALICE);
    assertThat(world.store.find(ALICE)).isPresent();
    assertThat(world.store.find(LicenseId.ofOwner(ALICE))).isEmpty();

    world.notifications.breakDown(false);
    world.settle();

    assertNothingIsLeftOf(ALICE);
    assertThat(erasuresOf(ALICE)).isEqualTo(1);
  }

  @Test
  void aRunningServerIsStoppedAndErased() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);

    worker.deleteUser(ALICE);
    world.settle();

    assertNothingIsLeftOf(ALICE);
    assertThat(erasuresOf(ALICE)).isEqualTo(1);
  }

  @Test
  void aDestroyedServerIsNoErasure() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));

    worker.destroy(ALICE, false);

    assertThat(erasuresOf(ALICE)).isZero();
  }

  @Test
  void theSessionsOfAUserWhoseTombstoneIsGoneAreErased() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    Session session =
        worker.schedule(
            ALICE, world.clock.instant().plus(Duration.ofHours(2)), Duration.ofHours(3));
    worker.destroy(ALICE, false);
    worker.prepareSessions();
    world.store.expire(ALICE);
    assertThat(world.store.find(session.sessionId())).isPresent();

    worker.deleteUser(ALICE);

    assertNothingIsLeftOf(ALICE);
    assertThat(erasuresOf(ALICE)).isEqualTo(1);
    assertThat(world.hostNames.all()).isEmpty();
  }

  @Test
  void aLicenceAndASecretWithoutARecordAreErased() {
    leaveLicenceAndSecret();

    worker.deleteUser(ALICE);

    assertNothingIsLeftOf(ALICE);
  }

  @Test
  void aLicenceWithoutARecordIsTakenBackFromItsBorrowerFirst() {
    leaveLicenceAndSecret();
    worker.create(PlatformFixture.pooled(BOB, "bob"));
    worker.schedule(BOB, world.clock.instant().plus(Duration.ofMinutes(1)), Duration.ofHours(3));
    worker.start(BOB);
    world.settleUntil(BOB, Status.RUNNING);

    worker.deleteUser(ALICE);
    assertThat(license().sharing()).isEqualTo(SharingState.WITHDRAWN);
    world.pass(Duration.ofMinutes(40), BOB);

    assertNothingIsLeftOf(ALICE);
    assertThat(world.tasks.live()).isEmpty();
  }

  @Test
  void aUserOfWhomNothingIsKnownIsNotFoundButReceiversForget() {
    assertNotFound(ALICE);

    assertThat(erasuresOf(ALICE)).isEqualTo(1);
    assertThat(world.store.allInstances()).isEmpty();
    assertThat(world.store.allSubdomains()).isEmpty();
  }

  @Test
  void anErasureIsRepeatedUntilNothingIsKnown() {
    leaveLicenceAndSecret();
    world.notifications.breakDown(true);
    worker.deleteUser(ALICE);
    worker.deleteUser(ALICE);
    world.notifications.breakDown(false);

    world.settle();

    assertNothingIsLeftOf(ALICE);
    assertNotFound(ALICE);
  }

  private void leaveLicenceAndSecret() {
    String arn =
        world.secrets.create(
            ALICE,
            new UserSecret(Map.of(UserSecret.Field.LICENSE_KEY, "AAAABBBBCCCCDDDDEEEEFFFF")));
    Credentials credentials = new Credentials(false, true, Optional.of(arn));
    world.store.put(
        License.registered(ALICE, credentials, SharingState.SHARED, world.clock.instant())
            .claiming(Set.of(new CredentialClaim(Kind.KEY, "a".repeat(64)))));
  }

  private License license() {
    return world.store.find(LicenseId.ofOwner(ALICE)).orElseThrow();
  }

  private void assertNotFound(UserId user) {
    assertThatThrownBy(() -> worker.deleteUser(user))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_NOT_FOUND));
  }

  private void assertNothingIsLeftOf(UserId user) {
    assertThat(world.store.find(user)).isEmpty();
    assertThat(world.store.find(LicenseId.ofOwner(user))).isEmpty();
    assertThat(world.store.allClaims()).doesNotContainValue(user);
    assertThat(world.store.allSubdomains()).doesNotContainValue(user);
    assertThat(world.store.allDiaries()).doesNotContain(user);
    assertThat(world.store.allSessions()).noneMatch(each -> each.userId().equals(user));
    assertThat(world.secrets.held(user)).isEmpty();
  }

  private long erasuresOf(UserId user) {
    return world.notifications.published().stream()
        .filter(event -> event.detail() instanceof DomainEvent.UserErased)
        .filter(event -> event.userId().equals(Optional.of(user)))
        .count();
  }
}
