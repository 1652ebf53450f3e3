/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.PlatformFixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.files.InMemoryWorldFiles;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.command.Registration;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.instance.port.PortCalls;
import dev.foundryhosting.instance.port.RecordingWakeups;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.shutdown.SweepInstances;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void creatingMakesEverythingAServerNeedsAndStartsNothing() {
    Instance created = worker.create(PlatformFixture.owner(ALICE, "Älva Co"));

    assertThat(created.status()).isEqualTo(Status.CREATED);
    assertThat(created.profile().subdomain().value()).isEqualTo("aelva-co");
    assertThat(world.accessPoints.of(ALICE)).hasSize(1);
    assertThat(world.buckets.of(ALICE)).hasSize(1);
    assertThat(world.assetUsers.of(ALICE)).hasSize(1);
    assertThat(world.hostNames.all()).containsExactly("aelva-co.play.example.org");
    assertThat(world.tasks.all()).isEmpty();
    assertThat(world.store.allLicenses())
        .singleElement()
        .satisfies(
            license -> {
              assertThat(license.sharing()).isEqualTo(SharingState.PRIVATE);
              assertThat(license.credentials().account()).isTrue();
              assertThat(license.credentials().secretArn())
                  .isEqualTo(created.resources().id(Resource.SECRET));
            });
  }

  @Test
  void theAccessKeyInTheSecretIsTheOneThatIamKnows() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));

    UserSecret secret = world.secrets.held(ALICE).orElseThrow().secret();
    AssetUsers.AccessKey key = world.assetUsers.keyOf(world.names.assetUser(ALICE)).orElseThrow();
    assertThat(secret.get(UserSecret.Field.ASSETS_ACCESS_KEY_ID)).contains(key.id());
    assertThat(secret.get(UserSecret.Field.ASSETS_SECRET_ACCESS_KEY)).contains(key.secret());
    assertThat(worker.adminKey(ALICE)).matches("[0-9a-f]{32}");
  }

  @Test
  void aSecondServerOfAUserIsRefused() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));

    assertRefused(
        () -> worker.create(PlatformFixture.owner(ALICE, "other")),
        ErrorCode.INSTANCE_ALREADY_EXISTS);
  }

  @Test
  void aTakenNameIsRefusedWithOneThatIsFree() {
    worker.create(PlatformFixture.owner(ALICE, "dragon"));

    assertThatThrownBy(() -> worker.create(PlatformFixture.owner(BOB, "Dragon")))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("'dragon-2' is free")
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(ErrorCode.SUBDOMAIN_TAKEN);
    assertThat(world.store.find(BOB)).isEmpty();
  }

  @Test
  void aStartReturnsAtOnceAndThenPassesEveryPhaseUntilPlayersCanJoin() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));

    Instance starting = worker.start(ALICE);
    assertThat(starting.status()).isEqualTo(Status.STARTING);
    assertThat(world.tasks.live(ALICE)).hasSize(1);

    Instance running = world.settleUntil(ALICE, Status.RUNNING);
    assertThat(running.progress().orElseThrow().steps())
        .extracting(Progress.Step::phase)
        .containsExactly(
            Phase.REQUESTED, Phase.PULLING, Phase.BOOTING, Phase.CHECKING, Phase.READY);
    assertThat(world.routes.playersReach("alice.play.example.org")).hasSize(1);
  }

  @Test
  void playersAreNotLetThroughBeforeTheLoadBalancerSaysHealthy() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    TaskObservation task = world.tasks.theOne(ALICE);
    world.tasks.runs(task.taskArn(), "10.0.0.7");
    worker.reconcile(ALICE);
    worker.reconcile(ALICE);

    assertThat(world.routes.targetsOf(ALICE)).containsExactly("10.0.0.7");
    assertThat(world.routes.isOpenForPlayers(ALICE)).isFalse();
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);

    world.routes.becomesHealthy("10.0.0.7");
    worker.reconcile(ALICE);
    assertThat(world.routes.isOpenForPlayers(ALICE)).isTrue();
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aStopGivesTheLicenceBackOnlyWhenTheTaskIsGone() {
    running();

    assertThat(worker.stop(ALICE).status()).isEqualTo(Status.STOPPING);
    assertThat(license().run()).isPresent();
    world.tasks.stopAll();
    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    assertThat(license().run()).isEmpty();
    assertThat(world.routes.of(ALICE)).isEmpty();
  }

  @Test
  void aSecondStartWhileTheFirstIsStillBootingRunsNoSecondTask() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    Instance again = worker.start(ALICE);

    assertThat(again.status()).isEqualTo(Status.STARTING);
    assertThat(world.tasks.startedEver()).isEqualTo(1);
  }

  @Test
  void aServerThatStopsCannotBeStartedBeforeItHasStopped() {
    running();
    worker.stop(ALICE);

    assertThatThrownBy(() -> worker.start(ALICE))
        .isInstanceOf(PlatformException.class)
        .satisfies(e -> assertThat(((PlatformException) e).retryable()).isTrue());
  }

  @Test
  void pooledUsersCanBeCreatedButNotStartedOnDemand() {
    Instance created = worker.create(PlatformFixture.pooled(BOB, "bob"));

    assertThat(created.status()).isEqualTo(Status.CREATED);
    assertRefused(() -> worker.start(BOB), ErrorCode.LICENSE_UNAVAILABLE);
    assertThat(world.store.allLicenses()).isEmpty();
  }

  @Test
  void aLicenceThatAnotherRunHoldsKeepsAServerFromStarting() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    var license = license();
    world.store.put(license.claimed(new RunClaim("other-run", BOB, PlatformFixture.BEGIN)));

    assertRefused(() -> worker.start(ALICE), ErrorCode.LICENSE_IN_USE);
    assertThat(world.tasks.all()).isEmpty();
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.CREATED);
  }

  @Test
  void aStartThatIsNotReadyAfterTenMinutesFailsWithAReason() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    world.tasks.runs(world.tasks.theOne(ALICE).taskArn(), "10.0.0.7");
    worker.reconcile(ALICE);

    world.clock.advance(Duration.ofMinutes(10));
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPING);
    world.tasks.stopAll();
    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(ALICE).stopCause().orElseThrow().why())
        .contains("not ready within 10 minutes")
        .contains("Foundry never answered");
    assertThat(license().run()).isEmpty();
  }

  @Test
  void aTaskThatEndsByItselfMakesTheServerFailWithItsStopCause() {
    running();
    world.tasks.stopped(
        world.tasks.theOne(ALICE).taskArn(),
        OptionalInt.of(137),
        new StopCause(StopCauseKind.OUT_OF_MEMORY, "The server ran out of memory."));
    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.FAILED);
    assertThat(world.instance(ALICE).stopCause().map(StopCause::why))
        .contains(
            "The server ran out of memory: size small has 2 GB. Size medium has 4 GB: choose it,"
                + " and the next start has it.");
    assertThat(worker.start(ALICE).status()).isEqualTo(Status.STARTING);
  }

  @Test
  void aVersionIsChangedOnlyWhileTheServerStandsStill() {
    running();
    assertThatThrownBy(() -> worker.updateVersion(ALICE, "12"))
        .hasMessageContaining("Stop it first");
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    worker.updateVersion(ALICE, "12");
    worker.start(ALICE);

    assertThat(world.tasks.workloadOf(world.tasks.theOne(ALICE).taskArn()).version())
        .isEqualTo("12.343");
    assertThat(world.tasks.activeDefinitions(ALICE)).hasSize(1);
  }

  @Test
  void destroyingARunningServerLeavesNothingButATombstoneAndARecoverableSecret() {
    running();
    world.buckets.put(world.names.bucket(ALICE), 2500);

    assertThat(worker.destroy(ALICE, false).status()).isEqualTo(Status.DESTROYING);
    world.settle();

    assertNothingLeft();
    assertThat(world.store.find(ALICE).orElseThrow().gone()).isTrue();
    assertThat(world.secrets.scheduledForDeletion(ALICE)).isTrue();
    assertThat(world.store.allLicenses()).isEmpty();
    assertRefused(() -> worker.stop(ALICE), ErrorCode.INSTANCE_NOT_FOUND);
  }

  @Test
  void theFilesOfAServerThatRanAreRemovedOnce() {
    running();
    worker.destroy(ALICE, false);
    world.settle();

    assertThat(world.worldFiles.wipes()).isEqualTo(1);
    assertNothingLeft();
  }

  @Test
  void aServerThatNeverRanHasNoFilesToRemove() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.destroy(ALICE, false);

    assertThat(world.worldFiles.wipes()).isZero();
    assertNothingLeft();
  }

  @Test
  void aRemovalOfFilesThatFailsIsTriedAgainAfterTwoMinutes() {
    running();
    worker.destroy(ALICE, false);
    world.tasks.stopAll();
    worker.reconcile(ALICE);
    takesTheLastSavePoint();
    world.worldFiles.failEach(Optional.of("the file system is full."));
    world.worldFiles.works();
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).fileJob().orElseThrow().failed()).isTrue();

    world.worldFiles.failEach(Optional.empty());
    world.clock.advance(Duration.ofSeconds(119));
    worker.reconcile(ALICE);
    world.worldFiles.works();
    assertThat(world.worldFiles.wipes()).isZero();

    world.clock.advance(Duration.ofSeconds(1));
    worker.reconcile(ALICE);
    world.worldFiles.works();
    assertThat(world.worldFiles.wipes()).isEqualTo(1);
    world.settle();
    assertNothingLeft();
  }

  @Test
  void aRemovalOfFilesThatFellSilentIsBegunAgain() {
    running();
    worker.destroy(ALICE, false);
    world.tasks.stopAll();
    worker.reconcile(ALICE);
    takesTheLastSavePoint();
    world.worldFiles.losesInvocations();
    world.clock.advance(Duration.ofSeconds(119));
    worker.reconcile(ALICE);
    world.worldFiles.works();
    assertThat(world.worldFiles.folder(ALICE)).isPresent();

    world.clock.advance(Duration.ofSeconds(1));
    worker.reconcile(ALICE);
    world.worldFiles.works();
    assertThat(world.worldFiles.folder(ALICE)).isEmpty();
    world.settle();
    assertNothingLeft();
  }

  private void takesTheLastSavePoint() {
    world.worldFiles.works();
    worker.reconcile(ALICE);
    assertThat(world.worldFiles.savePointJobs()).hasSize(1);
  }

  @Test
  void aTeardownInWhichAnEarlierVersionRemovedTheFilesByATaskEnds() {
    running();
    TaskObservation task = FormerWipes.begun(world, ALICE);
    world.tasks.runs(task.taskArn(), "10.0.0.9");

    worker.reconcile(ALICE);
    assertThat(world.tasks.theOne(ALICE).stopRequested()).isTrue();
    assertThat(world.worldFiles.wipes()).isZero();
    world.settle();

    assertNothingLeft();
    assertThat(world.worldFiles.wipes()).isEqualTo(1);
    Bills.assertPaid(world, ALICE);
  }

  @Test
  void aSignedLicenceIsKeptAndLaidIntoTheNextRun() {
    running();
    assertThat(world.worldFiles.folder(ALICE).orElseThrow().signed()).isFalse();
    world.worldFiles.accepts(ALICE);
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    assertThat(world.worldFiles.folder(ALICE).orElseThrow())
        .isEqualTo(new InMemoryWorldFiles.Folder(Optional.empty(), false));
    worker.start(ALICE);
    assertThat(world.worldFiles.folder(ALICE).orElseThrow())
        .isEqualTo(new InMemoryWorldFiles.Folder(Optional.of(LicenseId.ofOwner(ALICE)), true));
  }

  @Test
  void noTaskIsStartedBeforeTheLicenceIsLaidIn() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.worldFiles.breakDown(true);

    assertRefused(() -> worker.start(ALICE), ErrorCode.DEPENDENCY_FAILED);
    assertThat(world.tasks.all()).isEmpty();
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);

    world.worldFiles.breakDown(false);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void aRunIsNotOverBeforeItsLicenceIsTakenOutButTheLicenceIsFree() {
    running();
    worker.stop(ALICE);
    world.tasks.stopAll();
    world.worldFiles.failEach(Optional.of("no answer."));
    worker.reconcile(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPING);
    assertThat(world.instance(ALICE).statusReason())
        .hasValueSatisfying(why -> assertThat(why).contains("no answer."));
    assertThat(license().run()).isEmpty();

    world.worldFiles.failEach(Optional.empty());
    assertThat(world.settleUntil(ALICE, Status.STOPPED).status()).isEqualTo(Status.STOPPED);
  }

  @Test
  void theLicenceOfAnotherUserDoesNotStayInTheFolder() {
    worker.create(lending(BOB, "bob"));
    worker.create(PlatformFixture.pooled(ALICE, "alice"));
    Instant start = world.clock.instant().plus(Duration.ofHours(1));
    worker.schedule(ALICE, start, Duration.ofHours(2));
    world.pass(Duration.ofHours(2), ALICE);
    assertThat(world.worldFiles.folder(ALICE).orElseThrow().license())
        .contains(LicenseId.ofOwner(BOB));
    world.worldFiles.accepts(ALICE);
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);

    assertThat(world.worldFiles.folder(ALICE).orElseThrow().license()).isEmpty();
    assertThat(world.worldFiles.kept()).containsExactly(LicenseId.ofOwner(BOB));
  }

  @Test
  void theSignedFileGoesWithItsLicence() {
    running();
    world.worldFiles.accepts(ALICE);
    worker.destroy(ALICE, true);
    world.settle();
    assertThat(world.worldFiles.kept()).containsExactly(LicenseId.ofOwner(ALICE));

    worker.deleteUser(ALICE);
    world.settle();
    assertThat(world.worldFiles.kept()).isEmpty();
  }

  @Test
  void whoComesBackWithinTheRecoveryWindowFindsTheSameAdminKey() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    String key = worker.adminKey(ALICE);
    worker.destroy(ALICE, false);
    world.clock.advance(Duration.ofDays(6));

    worker.create(PlatformFixture.owner(ALICE, "alice"));
    assertThat(worker.adminKey(ALICE)).isEqualTo(key);

    worker.destroy(ALICE, false);
    world.clock.advance(Duration.ofDays(8));
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    assertThat(worker.adminKey(ALICE)).isNotEqualTo(key);
  }

  @Test
  void aKeptLicenceStaysWithItsCredentials() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.destroy(ALICE, true);

    assertThat(world.store.find(ALICE).orElseThrow().gone()).isTrue();
    assertThat(license().credentials().secretArn()).isPresent();
    assertThat(world.secrets.find(ALICE)).isPresent();

    worker.create(PlatformFixture.owner(ALICE, "alice"));
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.CREATED);
  }

  @Test
  void whoComesBackToAKeptLicenceLendsItWhenAsked() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.destroy(ALICE, true);
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    assertThat(license().sharing()).isEqualTo(SharingState.PRIVATE);
    worker.destroy(ALICE, true);

    worker.create(lending(ALICE, "alice"));

    assertThat(license().sharing()).isEqualTo(SharingState.SHARED);
    assertRefused(() -> worker.create(lending(ALICE, "alice")), ErrorCode.INSTANCE_ALREADY_EXISTS);
  }

  @Test
  void aRegistrationThatIsRefusedLendsNothing() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));

    assertRefused(() -> worker.create(lending(ALICE, "alice")), ErrorCode.INSTANCE_ALREADY_EXISTS);

    assertThat(license().sharing()).isEqualTo(SharingState.PRIVATE);
  }

  @Test
  void aUserWhoIsDeletedLeavesNothingAtAll() {
    running();
    worker.deleteUser(ALICE);
    world.settle();

    assertNothingLeft();
    assertThat(world.store.find(ALICE)).isEmpty();
    assertThat(world.secrets.held(ALICE)).isEmpty();
    assertThat(world.store.allLicenses()).isEmpty();
    assertRefused(() -> worker.deleteUser(ALICE), ErrorCode.INSTANCE_NOT_FOUND);
  }

  @Test
  void aUserCanBeDeletedAfterTheServerWasDestroyedAndTheNameWentToSomebodyElse() {
    worker.create(PlatformFixture.owner(ALICE, "dragon"));
    worker.destroy(ALICE, true);
    worker.create(PlatformFixture.owner(BOB, "dragon"));

    worker.deleteUser(ALICE);

    assertThat(world.store.find(ALICE)).isEmpty();
    assertThat(world.secrets.held(ALICE)).isEmpty();
    assertThat(world.instance(BOB).status()).isEqualTo(Status.CREATED);
    assertThat(world.store.free(new Subdomain("dragon"))).isFalse();
    assertThat(world.hostNames.all()).containsExactly("dragon.play.example.org");
  }

  @Test
  void aDestroyWhileStartingEndsTheTask() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    worker.destroy(ALICE, false);
    world.settle();

    assertNothingLeft();
  }

  @Test
  void aStopThatComesWhileTheRouteIsBeingOpenedLeavesNoRoute() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    PortCalls stopMeanwhile = PortCalls.before("Routes.openForChecks", () -> worker.stop(ALICE));
    world.worker(stopMeanwhile).start(ALICE);

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STOPPED);
    assertThat(world.tasks.startedEver()).isZero();
    assertThat(world.routes.of(ALICE)).isEmpty();
    assertThat(world.tasks.live(ALICE)).isEmpty();
  }

  @Test
  void whatGoesWrongIsToldToTheJournalAndInTheStatusUntilItIsMended() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.tasks.failToPlace("no capacity");

    assertRefused(() -> worker.start(ALICE), ErrorCode.DEPENDENCY_FAILED);
    assertThat(world.troubles).singleElement().asString().contains("RUN_TASK", "no capacity");
    assertThat(world.instance(ALICE).statusReason())
        .hasValueSatisfying(reason -> assertThat(reason).contains("no capacity"));

    world.tasks.placeAgain();
    assertThat(world.settleUntil(ALICE, Status.RUNNING).statusReason()).isEmpty();
  }

  @Test
  void aBigBucketIsEmptiedOverSeveralPasses() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    String bucket = world.names.bucket(ALICE);
    world.buckets.put(bucket, 10_000);
    world.buckets.afterEachPage(() -> world.clock.advance(Duration.ofSeconds(70)));

    worker.destroy(ALICE, false);
    assertThat(world.instance(ALICE).status()).isEqualTo(Status.DESTROYING);
    assertThat(world.buckets.objectsIn(bucket)).isBetween(1L, 9_999L);

    world.settle();
    assertNothingLeft();
  }

  @Test
  void aBucketThatSomebodyFilledAfterItWasEmptiedIsEmptiedAgain() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    String bucket = world.names.bucket(ALICE);
    PlatformFixture.Worker late =
        world.worker(PortCalls.before("AssetBuckets.remove", () -> world.buckets.put(bucket, 1)));

    assertThat(late.destroy(ALICE, false).status()).isEqualTo(Status.DESTROYING);
    world.settle();

    assertNothingLeft();
  }

  @Test
  void oneWakeupIsUnderWayHoweverOftenAnInstanceInMotionIsLookedAt() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    worker.reconcile(ALICE);
    worker.reconcile(ALICE);
    assertThat(world.wakeups.sent())
        .containsExactly(new RecordingWakeups.Wakeup(ALICE, Duration.ofSeconds(10)));

    world.clock.advance(Duration.ofSeconds(10));
    worker.reconcile(ALICE);
    assertThat(world.wakeups.sent()).hasSize(2);
  }

  @Test
  void aWakeupThatTroubleOfBeforePutFarOffKeepsNoServerWaitingThatMovesAgain() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.tasks.failToPlace("no capacity");
    assertRefused(() -> worker.start(ALICE), ErrorCode.DEPENDENCY_FAILED);
    for (int seconds : new int[] {20, 40, 80}) {
      world.clock.advance(Duration.ofSeconds(seconds));
      worker.reconcile(ALICE);
    }
    assertThat(world.wakeups.sent())
        .extracting(wakeup -> wakeup.delay().toSeconds())
        .containsExactly(20L, 40L, 80L, 160L);
    world.wakeups.clear();

    world.tasks.placeAgain();
    world.clock.advance(Duration.ofSeconds(1));
    worker.reconcile(ALICE);
    assertThat(world.tasks.live(ALICE)).hasSize(1);
    assertThat(world.wakeups.sent())
        .containsExactly(new RecordingWakeups.Wakeup(ALICE, Duration.ofSeconds(10)));
  }

  @Test
  void anInstanceThatStandsStillIsNotDue() {
    running();
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    world.clock.advance(Duration.ofDays(1));

    assertThat(worker.sweep()).isEqualTo(new SweepInstances.Report(0, 0, 0, 0, 0, 0));
  }

  private void running() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    worker.start(ALICE);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  private dev.foundryhosting.license.License license() {
    return world.store.find(LicenseId.ofOwner(ALICE)).orElseThrow();
  }

  private void assertNothingLeft() {
    ResidueCheck.assertNone(world, ALICE);
  }

  private static Registration lending(UserId user, String name) {
    Registration own = PlatformFixture.owner(user, name);
    return new Registration(
        own.userId(),
        own.username(),
        own.licenseType(),
        own.foundryUsername(),
        own.foundryPassword(),
        own.licenseKey(),
        own.version(),
        true,
        own.size());
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOf(PlatformException.class)
        .extracting(e -> ((PlatformException) e).code())
        .isEqualTo(code);
  }
}
