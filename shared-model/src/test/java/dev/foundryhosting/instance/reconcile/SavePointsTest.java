/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.SavePointOrder.Reason;
import dev.foundryhosting.files.StorageUse;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.FileSettings;
import dev.foundryhosting.instance.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Save points come by themselves, hold up no start, and outlive their server for thirty days. */
class SavePointsTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @Test
  void aRunThatPlayersJoinedEndsInASavePoint() {
    plays();
    stops();
    assertThat(job().waiting()).isFalse();
    world.settle();

    SavePoint taken = savePoints().getFirst();
    assertThat(savePoints()).hasSize(1);
    assertThat(taken.order().reason()).isEqualTo(Reason.RUN);
    assertThat(taken.order().foundryVersion()).isEqualTo("13.346");
    assertThat(job().done()).isTrue();
    assertThat(world.instance(ALICE).reconcileStatus().nextCheckAt()).isEmpty();
    assertThat(world.instance(ALICE).storage().orElseThrow().use().filesBytes()).isEqualTo(7 << 20);
    assertThat(world.instance(ALICE).attention()).isEmpty();
  }

  @Test
  void whoStoresMostOfWhatIsAllowedReadsSo() {
    plays();
    var unused =
        world.store.update(
            world.instance(ALICE),
            i -> i.withFiles(new FileSettings(true, OptionalInt.of(1)), world.clock.instant()));
    stops();
    world.settle();
    StorageUse much = new StorageUse(800 << 20, 200L << 20, world.clock.instant());

    assertThat(world.instance(ALICE).attention()).isEmpty();
    assertThat(world.instance(ALICE).measured(much).attention()).contains(Attention.STORAGE);
  }

  @Test
  void aRunWithoutPlayersLeavesThemAsTheyAre() {
    runs();
    stops();
    world.settle();

    assertThat(savePoints()).isEmpty();
    assertThat(world.instance(ALICE).fileJob()).isEmpty();
  }

  @Test
  void whoDoesNotWantThemGetsNone() {
    plays();
    var unused =
        world.store.update(
            world.instance(ALICE),
            i -> i.withFiles(new FileSettings(false, OptionalInt.empty()), world.clock.instant()));
    stops();
    world.settle();

    assertThat(savePoints()).isEmpty();
  }

  @Test
  void aStartTakesThePlaceOfASavePointWhichComesAfterItsRun() {
    plays();
    stops();
    String first = job().id();

    assertThat(worker.start(ALICE).status()).isEqualTo(Status.STARTING);
    assertThat(world.tasks.live(ALICE)).hasSize(1);
    world.worldFiles.works();
    assertThat(savePoints()).isEmpty();

    world.settleUntil(ALICE, Status.RUNNING);
    stops();
    assertThat(job().id()).isNotEqualTo(first);
    world.settle();

    assertThat(savePoints()).hasSize(1);
  }

  @Test
  void whatCannotBeKeptIsTriedForSixHours() {
    plays();
    stops();
    world.worldFiles.failEach(Optional.of("the archive is down."));
    passes(FileJob.TRIED.minusMinutes(5));
    assertThat(world.instance(ALICE).reconcileStatus().nextCheckAt()).isPresent();

    passes(Duration.ofMinutes(30));
    assertThat(world.instance(ALICE).reconcileStatus().nextCheckAt()).isEmpty();
    assertThat(job().failed()).isTrue();
    assertThat(savePoints()).isEmpty();
  }

  @Test
  void theNextRunSavesWhatCouldNotBeSavedBefore() {
    plays();
    stops();
    world.worldFiles.failEach(Optional.of("the archive is down."));
    world.worldFiles.works();
    worker.reconcile(ALICE);
    world.worldFiles.failEach(Optional.empty());

    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    stops();
    world.settle();

    assertThat(savePoints()).hasSize(1);
  }

  @Test
  void aServerIsDestroyedAfterALastSavePointThatStaysForThirtyDays() {
    plays();
    worker.destroy(ALICE, false);
    world.settle();

    assertThat(world.store.find(ALICE).orElseThrow().gone()).isTrue();
    assertThat(world.worldFiles.folder(ALICE)).isEmpty();
    assertThat(savePoints()).extracting(each -> each.order().reason()).contains(Reason.DESTROY);

    world.clock.advance(TeardownJobs.KEPT.minusHours(1));
    world.settle();
    assertThat(savePoints()).isNotEmpty();

    world.clock.advance(Duration.ofHours(1));
    world.settle();
    assertThat(savePoints()).isEmpty();
    assertThat(world.inventories.of(ALICE).revision()).isZero();
    assertThat(world.store.find(ALICE).orElseThrow().gone()).isTrue();
  }

  @Test
  void whoComesBackWithinThirtyDaysHasThemAgain() {
    plays();
    worker.destroy(ALICE, false);
    world.settle();
    world.clock.advance(Duration.ofDays(29));
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    world.clock.advance(Duration.ofDays(29));
    world.settle();

    assertThat(savePoints()).isNotEmpty();
  }

  @Test
  void nothingIsSavedOrKeptOfWhoIsErased() {
    plays();
    stops();
    world.settle();
    plays();
    worker.deleteUser(ALICE);
    world.settle();

    assertThat(world.worldFiles.savePointJobs()).hasSize(1);
    assertThat(world.inventories.of(ALICE).revision()).isZero();
    assertThat(world.store.find(ALICE)).isEmpty();
  }

  @Test
  void theSavePointsOfADestroyedServerGoWhenItsUserIsErased() {
    plays();
    worker.destroy(ALICE, false);
    world.settle();
    worker.deleteUser(ALICE);
    world.settle();

    assertThat(world.inventories.of(ALICE).revision()).isZero();
    assertThat(world.store.find(ALICE)).isEmpty();
  }

  @Test
  void aDestroyWaitsForARestoreThatIsAtWork() {
    FileJob restore = restoring();
    world.settleUntil(ALICE, Status.STOPPED);
    worker.reconcile(ALICE);
    worker.destroy(ALICE, false);

    assertThat(job().is(restore)).isTrue();
    world.settle();
    assertThat(world.store.find(ALICE).orElseThrow().gone()).isTrue();
    assertThat(savePoints()).extracting(each -> each.order().reason()).contains(Reason.DESTROY);
  }

  @Test
  void noServerStartsWhileItsFilesAreRestored() {
    FileJob restore = restoring();
    assertThatThrownBy(() -> worker.start(ALICE))
        .isInstanceOfSatisfying(
            PlatformException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_STATE);
              assertThat(refused.retryable()).isTrue();
            });
    world.settle();

    assertThat(job().is(restore)).isTrue();
    assertThat(job().done()).isTrue();
    assertThat(worker.start(ALICE).status()).isEqualTo(Status.STARTING);
  }

  /** Two save points stand, and the older one is to be restored. */
  private FileJob restoring() {
    plays();
    stops();
    world.settle();
    FileJob restore =
        FileJob.restore(
            ALICE,
            SavePointOrder.automatic(Reason.RESTORE, "1", "13.346"),
            new Restoration(savePoints().getFirst().id(), Optional.empty()),
            world.clock.instant());
    var unused =
        world.store.update(
            world.instance(ALICE), i -> i.requesting(restore, world.clock.instant()));
    worker.reconcile(ALICE);
    assertThat(job().work()).isInstanceOf(FileWork.Restore.class);
    return restore;
  }

  private void runs() {
    if (world.store.find(ALICE).isEmpty()) {
      worker.create(PlatformFixture.owner(ALICE, "alice"));
    }
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
  }

  private void plays() {
    runs();
    world.players.play("alice", 2);
    worker.sweep();
    assertThat(world.instance(ALICE).run().orElseThrow().activity().everJoined()).isTrue();
  }

  /** Its run ends; what is asked for then has not begun to work. */
  private void stops() {
    worker.stop(ALICE);
    world.tasks.stopAll();
    worker.reconcile(ALICE);
    assertThat(world.instance(ALICE).run()).isEmpty();
  }

  private void passes(Duration time) {
    for (int minute = 0; minute < time.toMinutes(); minute += 5) {
      world.clock.advance(Duration.ofMinutes(5));
      world.worldFiles.works();
      worker.sweep();
    }
  }

  private FileJob job() {
    return world.instance(ALICE).fileJob().orElseThrow();
  }

  private List<SavePoint> savePoints() {
    return world.inventories.of(ALICE).savePoints();
  }
}
