/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.SavePointOrder.Reason;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.GuardedUpdate;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.command.CreateSavePoint;
import dev.foundryhosting.instance.command.UpdateSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guarded update is kept when the world opens, and else all is as before. */
class GuardedUpdateTest {
  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aServerThatPlayedItsWorld() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
    var unused = worker.updateSettings(ALICE, worldOf("keep"));
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.play("alice", 0, "keep");
    worker.sweep();
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    world.players.unreadable("alice");
  }

  @Test
  void itIsKeptWhenTheWorldOpens() {
    worker.updateVersion(ALICE, "14", true);
    assertThat(runs()).isEqualTo("13.346");
    savePointIsTaken();
    assertThat(runs()).isEqualTo("14.350");
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    assertThat(world.tasks.workloadOf(world.tasks.theOne(ALICE).taskArn()).version())
        .isEqualTo("14.350");

    world.players.play("alice", 0, "keep");
    worker.sweep();
    worker.reconcile(ALICE);

    assertThat(instance().update()).isEmpty();
    assertThat(instance().statusReason()).isEmpty();
    assertThat(jobs()).containsExactly(FileJob.Kind.SAVE);
  }

  @Test
  void allIsAsBeforeWhenTheServerDoesNotStart() {
    worker.updateVersion(ALICE, "14", true);
    savePointIsTaken();
    assertThat(instance().status()).isEqualTo(Status.STARTING);
    world.cloudMoves();
    world.cloudMoves();
    world.crash(ALICE);
    isTakenBack();
  }

  @Test
  void allIsAsBeforeWhenTheWorldDoesNotOpen() {
    worker.updateVersion(ALICE, "14", true);
    savePointIsTaken();
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.setUp("alice", "no world");
    worker.sweep();
    worker.reconcile(ALICE);
    assertThat(instance().status()).isEqualTo(Status.RUNNING);

    world.clock.advance(GuardedUpdate.GATE);
    worker.sweep();
    isTakenBack();
    assertThat(instance().statusReason().orElseThrow())
        .isEqualTo(
            "The update to Foundry 14.350 was taken back. A quarter of an hour after its start no"
                + " world was open.");
  }

  private void isTakenBack() {
    world.players.unreadable("alice");
    Instance back = world.settleUntil(ALICE, Status.FAILED);
    world.settleUntil(ALICE, Status.RUNNING);
    assertThat(back.update().orElseThrow().stage()).isNotEqualTo(GuardedUpdate.Stage.TRYING);
    assertThat(runs()).isEqualTo("13.346");
    assertThat(world.tasks.workloadOf(world.tasks.theOne(ALICE).taskArn()).version())
        .isEqualTo("13.346");
    assertThat(jobs()).containsExactly(FileJob.Kind.SAVE, FileJob.Kind.RESTORE);
    FileWork.Restore restore = (FileWork.Restore) world.worldFiles.savePointJobs().getLast().work();
    assertThat(restore.restoration().from())
        .isEqualTo(world.worldFiles.savePointJobs().getFirst().work().savePoint().get().id());
    assertThat(world.notifications.published())
        .filteredOn(event -> event.detail() instanceof InstanceFailed)
        .anySatisfy(
            event ->
                assertThat(((InstanceFailed) event.detail()).reason())
                    .startsWith("The update to Foundry 14.350 was taken back. "));

    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    world.settle();
    assertThat(world.tasks.live(ALICE)).as("it is started once").isEmpty();
  }

  @Test
  void nothingChangesWithoutASavePoint() {
    worker.updateVersion(ALICE, "14", true);
    FileJob job = instance().fileJob().orElseThrow();
    world.fileJobs.report(job.refused("The world keep cannot be kept.", world.clock.instant()));
    worker.reconcile(ALICE);

    assertThat(runs()).isEqualTo("13.346");
    assertThat(instance().run()).isEmpty();
    assertThat(instance().statusReason().orElseThrow())
        .contains("No save point could be taken. The world keep cannot be kept.");
    worker.start(ALICE);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void theSameRequestAgainIsTheSameUpdateAndAnotherWaits() {
    Optional<GuardedUpdate> first = worker.updateVersion(ALICE, "14", true).update();
    assertThat(worker.updateVersion(ALICE, "14", true).update()).isEqualTo(first).isPresent();
    assertThatThrownBy(() -> worker.updateVersion(ALICE, "12", true))
        .hasMessageContaining("Another update is under way");
  }

  @Test
  void aStopByItsUserLeavesItToTheNextStart() {
    worker.updateVersion(ALICE, "14", true);
    savePointIsTaken();
    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    world.settle();
    assertThat(world.tasks.live(ALICE)).isEmpty();
    assertThat(instance().update().orElseThrow().stage()).isEqualTo(GuardedUpdate.Stage.TRYING);

    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    world.players.play("alice", 0, "keep");
    worker.sweep();
    worker.reconcile(ALICE);
    assertThat(instance().update()).isEmpty();
  }

  @Test
  void anUpdateThatWasTakenBackKeepsNothingElseFromBeingDone() {
    worker.updateVersion(ALICE, "14", true);
    savePointIsTaken();
    world.cloudMoves();
    world.cloudMoves();
    world.crash(ALICE);
    isTakenBack();
    assertThat(instance().statusReason().orElseThrow()).contains("was taken back");
    CreateSavePoint create = new CreateSavePoint(worker.fileRequests());

    assertThat(create.create(ALICE, Optional.of("After it"), world.deadline()).order().note())
        .contains("After it");
    world.settle();
    worker.start(ALICE);

    assertThat(instance().update()).isEmpty();
    assertThat(instance().statusReason()).isEmpty();
  }

  @Test
  void aReturnThatCannotStartForLongEndsAllTheSame() {
    worker.updateVersion(ALICE, "14", true);
    FileJob job = instance().fileJob().orElseThrow();
    GuardedUpdate returned =
        instance()
            .update()
            .orElseThrow()
            .returning("It broke.", world.clock.instant())
            .returned(world.clock.instant());
    var unused =
        world.store.update(
            instance(),
            i ->
                i.withUpdate(Optional.of(returned))
                    .with(job.done("Restored.", world.clock.instant())));
    assertThat(instance().openUpdate(world.clock.instant())).isPresent();
    world.clock.advance(GuardedUpdate.STARTS_WITHIN);

    assertThat(instance().openUpdate(world.clock.instant())).isEmpty();
    assertThat(worker.updateVersion(ALICE, "12", true).update().orElseThrow().to().version())
        .isEqualTo(new FoundryVersion("12"));
  }

  @Test
  void aServerWithoutFilesNeedsNoGuard() {
    worker.create(PlatformFixture.owner(PlatformFixture.BOB, "bob"));
    assertThat(worker.updateVersion(PlatformFixture.BOB, "14", true).update()).isEmpty();
    assertThat(world.instance(PlatformFixture.BOB).profile().exactVersion().value())
        .isEqualTo("14.350");
  }

  @Test
  void itsSavePointIsMarkedAsBeforeAnUpdate() {
    worker.updateVersion(ALICE, "14", true);
    savePointIsTaken();
    assertThat(world.inventories.of(ALICE).savePoints().getFirst().order().reason())
        .isEqualTo(Reason.UPDATE);
  }

  private void savePointIsTaken() {
    world.worldFiles.works();
    world.clock.advance(Duration.ofSeconds(20));
    worker.reconcile(ALICE);
    assertThat(instance().update().orElseThrow().stage()).isEqualTo(GuardedUpdate.Stage.TRYING);
  }

  private String runs() {
    return instance().profile().exactVersion().value();
  }

  private List<FileJob.Kind> jobs() {
    return world.worldFiles.savePointJobs().stream().map(FileJob::kind).toList();
  }

  private Instance instance() {
    return world.instance(ALICE);
  }

  private static UpdateSettings.Change worldOf(String folder) {
    Optional<Duration> kept = Optional.empty();
    return new UpdateSettings.Change(
        kept,
        kept,
        kept,
        Optional.empty(),
        Optional.of(folder),
        Optional.empty(),
        Optional.empty(),
        new UpdateSettings.CapChange.Keep());
  }
}
