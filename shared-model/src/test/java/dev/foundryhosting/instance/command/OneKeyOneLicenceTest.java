/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.ownerByAccount;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.ownerOf;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.pooled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.FieldError;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.CrashInjector;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import dev.foundryhosting.license.CredentialClaim;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SharingPolicy.Operation;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A licence key, or an account at foundryvtt.com, is registered once. */
class OneKeyOneLicenceTest {
  private static final String KEY = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF";
  private static final String OTHER_KEY = "GGGG-HHHH-JJJJ-KKKK-LLLL-MMMM";
  private static final UserId CAROL = new UserId("300000000000000003");

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        "AAAABBBBCCCCDDDDEEEEFFFF",
        "aaaa-bbbb-cccc-dddd-eeee-ffff",
        " AAAABBBB-CCCCDDDD EEEEFFFF\n"
      })
  void aKeyThatAnotherUserRegisteredIsRefusedHoweverItIsSpelled(String spelling) {
    worker.create(ownerOf(ALICE, "alice", KEY));

    assertTaken(() -> worker.create(ownerOf(BOB, "bob", spelling)), "licenseKey");

    assertNothingIsMadeFor(BOB);
    assertThat(claimants()).containsExactly(ALICE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GrimKeeper", "grimkeeper", " GRIMKEEPER "})
  void anAccountThatAnotherUserRegisteredIsRefusedInWhateverCase(String spelling) {
    worker.create(ownerByAccount(ALICE, "alice", "GrimKeeper"));

    assertTaken(() -> worker.create(ownerByAccount(BOB, "bob", spelling)), "foundryUsername");

    assertNothingIsMadeFor(BOB);
  }

  @Test
  void allCredentialsThatAreTakenAreNamed() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    Registration alices = PlatformFixture.owner(ALICE, "bob");
    Registration same =
        new Registration(
            BOB,
            "bob",
            LicenseType.BYOL,
            alices.foundryUsername(),
            Optional.of("another password"),
            alices.licenseKey(),
            Optional.empty(),
            false,
            Optional.empty());

    assertTaken(() -> worker.create(same), "licenseKey", "foundryUsername");
  }

  @Test
  void theLogAloneSaysWhoseItIs() {
    worker.create(ownerOf(ALICE, "alice", KEY));

    assertThatThrownBy(() -> worker.create(ownerOf(BOB, "bob", KEY)))
        .hasMessage("This licence key is registered by somebody else already.");

    assertThat(world.troubles).singleElement().asString().contains(ALICE.value(), BOB.value());
  }

  @Test
  void twoServersNeverRunOnOneKey() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    assertTaken(() -> worker.create(ownerOf(BOB, "bob", KEY)), "licenseKey");
    worker.start(ALICE);

    assertThatThrownBy(() -> worker.start(BOB))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_NOT_FOUND));
    assertThat(world.tasks.live()).hasSize(1);
  }

  @Test
  void aDestroyedServerFreesItsKey() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    worker.destroy(ALICE, false);
    assertThat(world.store.allClaims()).isEmpty();

    worker.create(ownerOf(BOB, "bob", KEY));

    assertTaken(() -> worker.create(ownerOf(ALICE, "alice", KEY)), "licenseKey");
  }

  @Test
  void anErasedUserFreesTheKey() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    worker.deleteUser(ALICE);
    assertThat(world.store.allClaims()).isEmpty();

    worker.create(ownerOf(BOB, "bob", KEY));
  }

  @Test
  void aKeptLicenceKeepsItsKeyUntilItsOwnerIsErased() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    worker.destroy(ALICE, true);
    assertTaken(() -> worker.create(ownerOf(BOB, "bob", KEY)), "licenseKey");

    worker.deleteUser(ALICE);

    worker.create(ownerOf(BOB, "bob", KEY));
  }

  @Test
  void aCreationThatWasInterruptedFreesTheKey() {
    dies("before UserSecrets.create", ownerOf(ALICE, "alice", KEY));
    assertThat(world.store.allClaims()).hasSize(1);
    world.settle();

    assertThat(world.store.allClaims()).isEmpty();
    worker.create(ownerOf(BOB, "bob", KEY));
  }

  @Test
  void itsOwnerRegistersAKeyAgain() {
    for (boolean keeps : new boolean[] {false, true}) {
      worker.create(ownerOf(ALICE, "alice", KEY));
      worker.destroy(ALICE, keeps);
    }

    worker.create(ownerOf(ALICE, "alice", KEY));

    assertThat(license().claims().held()).isEqualTo(license().claims().current()).hasSize(1);
  }

  @Test
  void anotherKeyTakesThePlaceOfTheOneBefore() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    CredentialClaim before = license().claims().held().iterator().next();
    worker.destroy(ALICE, true);

    worker.create(ownerOf(ALICE, "alice", OTHER_KEY));

    assertThat(license().claims().held()).hasSize(1).doesNotContain(before);
    assertTaken(() -> worker.create(ownerOf(BOB, "bob", OTHER_KEY)), "licenseKey");
    worker.create(ownerOf(BOB, "bob", KEY));
  }

  @Test
  void anAccountTakesThePlaceOfAKey() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    worker.destroy(ALICE, true);

    worker.create(ownerByAccount(ALICE, "alice", "alice"));

    worker.create(ownerOf(BOB, "bob", KEY));
    assertTaken(() -> worker.create(ownerByAccount(CAROL, "carol", "ALICE")), "foundryUsername");
  }

  @Test
  void aKeyIsFreeOnlyWhenTheRunOnItHasEnded() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    worker.share(ALICE, Operation.SHARE);
    borrowerPlays();
    worker.destroy(ALICE, true);
    worker.create(ownerOf(ALICE, "alice", OTHER_KEY));
    assertThat(license().run()).isPresent();

    assertThat(license().claims().held()).hasSize(2);
    assertTaken(() -> worker.create(ownerOf(CAROL, "carol", KEY)), "licenseKey");

    worker.stop(BOB);
    world.settleUntil(BOB, Status.STOPPED);
    assertThat(license().claims().held()).hasSize(1);
    worker.create(ownerOf(CAROL, "carol", KEY));
  }

  @Test
  void aPooledServerBesideAKeptLicenceChangesNothing() {
    worker.create(ownerOf(ALICE, "alice", KEY));
    worker.destroy(ALICE, true);
    License kept = license();

    worker.create(pooled(ALICE, "alice"));

    assertThat(license()).isEqualTo(kept);
    assertTaken(() -> worker.create(ownerOf(BOB, "bob", KEY)), "licenseKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"before UserSecrets.replace", "after UserSecrets.replace"})
  void whereItIsUncertainWhichKeyTheSecretHoldsBothAreKept(String death) {
    worker.create(ownerOf(ALICE, "alice", KEY));
    worker.destroy(ALICE, true);
    world.clock.advance(Duration.ofSeconds(1));
    dies(death, ownerOf(ALICE, "alice", OTHER_KEY));
    world.settle();
    assertThat(world.store.find(ALICE).map(Instance::gone)).contains(true);

    assertTaken(() -> worker.create(ownerOf(BOB, "bob", KEY)), "licenseKey");
    assertTaken(() -> worker.create(ownerOf(BOB, "bob", OTHER_KEY)), "licenseKey");

    worker.create(ownerOf(ALICE, "alice", OTHER_KEY));
    assertThat(license().claims().held()).hasSize(1);
    worker.create(ownerOf(BOB, "bob", KEY));
  }

  private void borrowerPlays() {
    worker.create(pooled(BOB, "bob"));
    worker.schedule(BOB, world.clock.instant().plus(Duration.ofMinutes(1)), Duration.ofHours(3));
    worker.start(BOB);
    world.settleUntil(BOB, Status.RUNNING);
  }

  private void dies(String death, Registration registration) {
    CrashInjector mortality = new CrashInjector(death, 1);
    assertThatThrownBy(() -> world.worker(mortality).create(registration))
        .isInstanceOf(CrashInjector.Died.class);
  }

  private License license() {
    return world.store.find(LicenseId.ofOwner(ALICE)).orElseThrow();
  }

  private Set<UserId> claimants() {
    return world.store.allClaims().values().stream().collect(Collectors.toSet());
  }

  private void assertNothingIsMadeFor(UserId user) {
    assertThat(world.store.find(user)).isEmpty();
    assertThat(world.store.find(LicenseId.ofOwner(user))).isEmpty();
    assertThat(world.secrets.held(user)).isEmpty();
    assertThat(world.buckets.of(user)).isEmpty();
    assertThat(world.store.allSubdomains()).doesNotContainValue(user);
  }

  private static void assertTaken(ThrowingCallable registration, String... fields) {
    assertThatThrownBy(registration)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.LICENSE_IN_USE);
              assertThat(e.fields()).extracting(FieldError::field).containsExactly(fields);
              assertThat(e.retryable()).isFalse();
              assertThat(e.getMessage()).doesNotContain(ALICE.value());
            });
  }
}
