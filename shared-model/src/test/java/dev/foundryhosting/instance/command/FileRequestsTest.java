/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileExchange;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.Restoration;
import dev.foundryhosting.files.SavePoint;
import dev.foundryhosting.files.SavePointEntry;
import dev.foundryhosting.files.SavePointEntry.State;
import dev.foundryhosting.files.SavePointId;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.files.SavePointOrder.Reason;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.reconcile.PlatformFixture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing at a time is done to a server's files, and none that changes them beside a run. */
class FileRequestsTest {
  private static final FileWork RUN_SAVE = new FileWork.Save(automatic("1"));
  private static final FileWork SAVE = byHand("Before the finale");
  private static final FileWork OTHER_SAVE = byHand("After the finale");
  private static final FileWork RESTORE = restore("a");
  private static final FileWork OTHER_RESTORE = restore("b");
  private static final FileWork EXPORT =
      new FileWork.Export(new WorldName("keep"), Optional.empty());
  private static final FileWork MEASURE = new FileWork.Measure();

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();
  private final CreateSavePoint create = new CreateSavePoint(worker.fileRequests());
  private final RestoreSavePoint restore =
      new RestoreSavePoint(worker.fileRequests(), world.inventories);
  private final DeleteSavePoint delete =
      new DeleteSavePoint(world.store, world.inventories, worker.fileRequests(), world.clock);
  private final ExportWorld export =
      new ExportWorld(
          world.store, world.inventories, world.exchange, worker.fileRequests(), world.clock);

  @BeforeEach
  void aServer() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
  }

  /** What becomes of a request while other work is open. */
  private record Row(FileWork asked, FileWork open, Outcome outcome) {}

  private enum Outcome {
    TAKES_ITS_PLACE,
    IS_THE_SAME,
    WAITS
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row(SAVE, RUN_SAVE, Outcome.TAKES_ITS_PLACE),
        new Row(SAVE, byHand("Before the finale"), Outcome.IS_THE_SAME),
        new Row(SAVE, OTHER_SAVE, Outcome.WAITS),
        new Row(SAVE, RESTORE, Outcome.WAITS),
        new Row(SAVE, MEASURE, Outcome.TAKES_ITS_PLACE),
        new Row(RESTORE, RUN_SAVE, Outcome.TAKES_ITS_PLACE),
        new Row(RESTORE, restore("a"), Outcome.IS_THE_SAME),
        new Row(RESTORE, OTHER_RESTORE, Outcome.WAITS),
        new Row(RESTORE, SAVE, Outcome.WAITS),
        new Row(EXPORT, RUN_SAVE, Outcome.WAITS),
        new Row(EXPORT, EXPORT, Outcome.IS_THE_SAME),
        new Row(EXPORT, MEASURE, Outcome.TAKES_ITS_PLACE),
        new Row(MEASURE, RUN_SAVE, Outcome.WAITS));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void workMeetsOpenWork(Row row) {
    Instance busy = world.instance(ALICE).requesting(job("open", row.open()), now());
    FileJob asked = job("asked", row.asked());
    switch (row.outcome()) {
      case TAKES_ITS_PLACE ->
          assertThat(FileRequests.accepted(busy, asked, now()).fileJob().orElseThrow().is(asked))
              .isTrue();
      case IS_THE_SAME -> assertThat(FileRequests.accepted(busy, asked, now())).isEqualTo(busy);
      case WAITS -> assertRefused(() -> FileRequests.accepted(busy, asked, now()), true);
    }
  }

  @Test
  void aServerThatRunsPutsASavePointOffAndRefusesARestore() {
    worker.start(ALICE);
    world.settleUntil(ALICE, Status.RUNNING);
    SavePoint taken = create.create(ALICE, Optional.of("In the middle"), world.deadline());
    world.worldFiles.works();
    assertThat(entries()).extracting(SavePointEntry::state).containsExactly(State.REQUESTED);
    assertRefused(
        () -> FileRequests.accepted(world.instance(ALICE), job("r", RESTORE), now()), false);

    worker.stop(ALICE);
    world.settleUntil(ALICE, Status.STOPPED);
    world.settle();
    assertThat(entries()).extracting(e -> e.savePoint().id()).containsExactly(taken.id());
    assertThat(entries()).extracting(SavePointEntry::state).containsExactly(State.DONE);
  }

  @Test
  void aSavePointIsRestoredOnceTheOneBeforeItIsTaken() {
    SavePoint first = saved("Before the finale");
    Instance asked = restore.restore(ALICE, first.id(), Optional.empty(), world.deadline());
    assertThat(asked.everRun()).as("there are files now").isTrue();
    assertThat(entries()).hasSize(2);
    assertRefused(() -> delete.delete(ALICE, first.id(), world.deadline()), true);
    world.settle();

    assertThat(entries()).extracting(SavePointEntry::state).containsOnly(State.DONE);
    delete.delete(ALICE, first.id(), world.deadline());
    world.settle();
    assertThat(entries())
        .extracting(e -> e.savePoint().order().reason())
        .containsExactly(Reason.RESTORE);
  }

  @Test
  void whatIsNotThereIsRefusedByItsField() {
    SavePoint first = saved("Before the finale");
    assertThatThrownBy(
            () ->
                restore.restore(ALICE, new SavePointId("none"), Optional.empty(), world.deadline()))
        .hasMessageStartingWith("savePointId must name a save point");
    assertThatThrownBy(
            () ->
                restore.restore(
                    ALICE, first.id(), Optional.of(new WorldName("other")), world.deadline()))
        .hasMessage("world must be one of the save point's: keep");
    assertThatThrownBy(
            () -> export.export(ALICE, new WorldName("other"), Optional.empty(), world.deadline()))
        .hasMessageStartingWith("world must be the folder of a world");
  }

  @Test
  void aSavePointOfANewerGenerationIsNotRestored() {
    SavePoint newer =
        SavePoint.begun(SavePointOrder.automatic(Reason.UPDATE, "1", "14.350"), now())
            .done(2, 1, List.of("keep"));
    var unused = world.inventories.update(ALICE, known -> known.with(newer));

    assertThatThrownBy(() -> restore.restore(ALICE, newer.id(), Optional.empty(), world.deadline()))
        .hasMessage(
            "The save point is of Foundry 14, and the server runs Foundry 13: update it first.");
  }

  @Test
  void aWorldIsPackedOnceAndThenHandedOut() {
    SavePoint first = saved("Before the finale");
    Optional<SavePointId> from = Optional.of(first.id());
    WorldName keep = new WorldName("keep");
    assertThat(export.export(ALICE, keep, from, world.deadline())).isEmpty();
    assertThat(export.export(ALICE, keep, from, world.deadline())).isEmpty();
    world.settle();

    FileExchange.Download link = export.export(ALICE, keep, from, world.deadline()).orElseThrow();
    assertThat(link.bytes()).isEqualTo(2048);
    assertThat(
            export.export(
                ALICE, keep, Optional.of(new SavePointId(first.id().value())), world.deadline()))
        .isPresent();
  }

  private SavePoint saved(String note) {
    SavePoint asked = create.create(ALICE, Optional.of(note), world.deadline());
    assertThat(create.create(ALICE, Optional.of(note), world.deadline()).id())
        .isEqualTo(asked.id());
    world.settle();
    assertThat(entries()).extracting(SavePointEntry::state).containsOnly(State.DONE);
    return asked;
  }

  private List<SavePointEntry> entries() {
    return SavePointEntry.all(
        world.inventories.of(ALICE), world.instance(ALICE).openFileJob(now()));
  }

  private static void assertRefused(ThrowingCallable call, boolean retryable) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_STATE);
              assertThat(refused.retryable()).isEqualTo(retryable);
            });
  }

  private Instant now() {
    return world.clock.instant();
  }

  private FileJob job(String id, FileWork work) {
    return FileJob.requested(id, ALICE, work, now());
  }

  private static SavePointOrder automatic(String of) {
    return SavePointOrder.automatic(Reason.RUN, of, "13.346");
  }

  private static FileWork byHand(String note) {
    return new FileWork.Save(
        SavePointOrder.byHand(Integer.toString(note.length()), Optional.of(note), "13.346"));
  }

  private static FileWork restore(String from) {
    return new FileWork.Restore(
        SavePointOrder.automatic(Reason.RESTORE, from + "-before", "13.346"),
        new Restoration(new SavePointId(from), Optional.empty()));
  }
}
