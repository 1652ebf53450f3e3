/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskSize;
import dev.foundryhosting.instance.command.Registration;
import dev.foundryhosting.instance.command.UpdateSettings;
import dev.foundryhosting.instance.command.UpdateSettings.CapChange;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.shutdown.Spending;
import dev.foundryhosting.usage.MoneyText;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UsageSamples;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The size of a server: what runs, what it costs, and what happens when it is too small. */
class ServerSizeTest {
  private static final StopCause OUT_OF_MEMORY =
      new StopCause(StopCauseKind.OUT_OF_MEMORY, "The server ran out of memory.");

  private final PlatformFixture world = new PlatformFixture();
  private final PlatformFixture.Worker worker = world.worker();

  @BeforeEach
  void aliceHasAServer() {
    worker.create(PlatformFixture.owner(ALICE, "alice"));
  }

  @Test
  void aServerIsSmallUnlessItsUserChoosesAnotherSize() {
    runs();

    assertThat(presentTask().size()).contains(new TaskSize(1024, 2048));
  }

  @ParameterizedTest
  @CsvSource({"SMALL, 1024, 2048", "MEDIUM, 1024, 4096", "LARGE, 2048, 8192"})
  void aStartRunsTheChosenSize(ServerSize chosen, int cpuUnits, int memoryMiB) {
    choose(chosen);
    runs();

    assertThat(presentTask().size()).contains(new TaskSize(cpuUnits, memoryMiB));
    assertThat(world.instance(ALICE).run().orElseThrow().size()).isEqualTo(chosen);
  }

  @ParameterizedTest
  @EnumSource(ServerSize.class)
  void aServerIsCreatedInItsSize(ServerSize size) {
    Registration plain = PlatformFixture.owner(PlatformFixture.BOB, "bob");

    Instance created =
        worker.create(
            new Registration(
                plain.userId(),
                plain.username(),
                plain.licenseType(),
                plain.foundryUsername(),
                plain.foundryPassword(),
                plain.licenseKey(),
                plain.version(),
                plain.shareLicense(),
                Optional.of(size)));

    assertThat(created.sizing().size()).isEqualTo(size);
  }

  @Test
  void aRunningServerKeepsItsSizeUntilTheNextStart() {
    runs();
    String task = presentTask().taskArn();
    choose(ServerSize.LARGE);
    world.pass(Duration.ofMinutes(5), ALICE);

    assertThat(presentTask().taskArn()).isEqualTo(task);
    assertThat(world.instance(ALICE).run().orElseThrow().size()).isEqualTo(ServerSize.SMALL);

    stops();
    runs();
    assertThat(presentTask().size()).contains(new TaskSize(2048, 8192));
  }

  @Test
  void aSizeThatIsChosenWhileAStartIsUnderWayHoldsFromTheNextOneOn() {
    world.tasks.failToPlace("RESOURCE:MEMORY");
    assertThatThrownBy(() -> worker.start(ALICE)).hasMessageContaining("no place");
    choose(ServerSize.LARGE);
    world.tasks.placeAgain();

    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    assertThat(presentTask().size()).contains(new TaskSize(1024, 2048));
  }

  @Test
  void onlyAnotherSizeIsAnotherDefinition() {
    runs();
    stops();
    TaskDefinition small = theDefinition();
    choose(ServerSize.SMALL);
    runs();
    assertThat(theDefinition()).isEqualTo(small);

    stops();
    choose(ServerSize.MEDIUM);
    runs();
    assertThat(theDefinition()).isNotEqualTo(small);
  }

  @Test
  void aRunIsBookedInTheSizeThatItRanWithWhateverWasChosenMeanwhile() {
    runs();
    choose(ServerSize.LARGE);
    world.clock.advance(Duration.ofHours(2));
    stops();
    runs();
    choose(ServerSize.SMALL);
    world.clock.advance(Duration.ofHours(1));
    stops();

    assertThat(booked())
        .extracting(RunEntry::cpuUnits, RunEntry::memoryMiB)
        .containsExactlyInAnyOrder(tuple(1024, 2048), tuple(2048, 8192));
    Bills.assertPaid(world, ALICE);
  }

  @Test
  void aTaskOfWhichEcsSaysNoSizeIsMeteredInThatOfItsRun() {
    choose(ServerSize.MEDIUM);
    runs();
    choose(ServerSize.LARGE);
    Instance instance = world.instance(ALICE);
    TaskObservation silent = withoutSize(presentTask());

    assertThat(
            MeteredTasks.unbooked(instance.with(instance.run().orElseThrow().observed(silent)))
                .orElseThrow())
        .extracting("cpuUnits", "memoryMiB")
        .containsExactly(1024, 4096);
  }

  @ParameterizedTest
  @EnumSource(ServerSize.class)
  void aCapLastsAsLongAsTheRunsSizeLetsIt(ServerSize size) {
    choose(size);
    cap("1.00");
    runs();
    choose(size == ServerSize.SMALL ? ServerSize.LARGE : ServerSize.SMALL);

    var spent =
        new Spending(world.ledger, world.caps, world.clock)
            .budget(world.instance(ALICE))
            .orElseThrow()
            .reaches(100)
            .orElseThrow();

    double hours = Duration.between(PlatformFixture.BEGIN, spent).toMinutes() / 60.0;
    double perHour = UsageSamples.PRICES.hour(size.cpuUnits(), size.memoryMiB()).doubleValue();
    assertThat(hours).isCloseTo(1.00 / perHour, within(0.1));
  }

  @Test
  void anEndWithoutMemorySaysSoAndProposesTheNextSize() {
    runs();
    runsOutOfMemory();

    Instance failed = world.instance(ALICE);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.statusReason())
        .contains(
            "The server ran out of memory: size small has 2 GB. Size medium has 4 GB: choose it,"
                + " and the next start has it.");
    assertThat(failed.attention()).contains(Attention.LARGER_SIZE);
    assertThat(theFailure().largerSize()).contains(ServerSize.MEDIUM);
  }

  @Test
  void theLargestSizeHasNoneToPropose() {
    choose(ServerSize.LARGE);
    runs();
    runsOutOfMemory();

    Instance failed = world.instance(ALICE);
    assertThat(failed.statusReason())
        .contains(
            "The server ran out of memory: size large has 8 GB. There is none larger: it needs"
                + " fewer modules or smaller scenes.");
    assertThat(failed.attention()).isEmpty();
    assertThat(theFailure().largerSize()).isEmpty();
  }

  @Test
  void aLargerSizeThatWasChosenMeanwhileIsNotProposedAgain() {
    runs();
    choose(ServerSize.MEDIUM);
    runsOutOfMemory();

    Instance failed = world.instance(ALICE);
    assertThat(failed.statusReason())
        .contains(
            "The server ran out of memory: size small has 2 GB. The next start has size medium"
                + " with 4 GB.");
    assertThat(failed.attention()).isEmpty();
    assertThat(theFailure().largerSize()).isEmpty();
  }

  @Test
  void theProposalStandsUntilALargerSizeIsChosen() {
    choose(ServerSize.MEDIUM);
    runs();
    runsOutOfMemory();

    assertThat(choose(ServerSize.SMALL).attention()).contains(Attention.LARGER_SIZE);
    assertThat(choose(ServerSize.MEDIUM).attention()).contains(Attention.LARGER_SIZE);
    assertThat(choose(ServerSize.LARGE).attention()).isEmpty();
  }

  @Test
  void aLaterRunThatEndsWellEndsTheProposal() {
    runs();
    runsOutOfMemory();
    runs();
    assertThat(world.instance(ALICE).attention()).contains(Attention.LARGER_SIZE);

    stops();

    assertThat(world.instance(ALICE).attention()).isEmpty();
  }

  @Test
  void aLaterRunThatNobodyCouldJoinProvesNothing() {
    runs();
    runsOutOfMemory();
    var unused = worker.start(ALICE);
    stops();

    assertThat(world.instance(ALICE).attention()).contains(Attention.LARGER_SIZE);
  }

  @Test
  void aServerThatPlayersWereOnIsStartedAgainInTheChosenSize() {
    runs();
    world.players.play("alice", 2);
    world.clock.advance(Duration.ofMinutes(5));
    var unused = worker.sweep();
    choose(ServerSize.MEDIUM);
    runsOutOfMemory();

    assertThat(world.instance(ALICE).status()).isEqualTo(Status.STARTING);
    assertThat(theFailure().reason()).endsWith("It is started again.");
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
    assertThat(presentTask().size()).contains(new TaskSize(1024, 4096));
  }

  @Test
  void aServerThatIsBeingDestroyedNeedsNoLargerSize() {
    runs();
    runsOutOfMemory();
    var unused = worker.destroy(ALICE, false);

    assertThat(world.instance(ALICE).attention()).isEmpty();
  }

  private void runs() {
    var unused = worker.start(ALICE);
    assertThat(world.settleUntil(ALICE, Status.RUNNING).status()).isEqualTo(Status.RUNNING);
  }

  private void stops() {
    var unused = worker.stop(ALICE);
    world.settle();
    assertThat(world.instance(ALICE).run()).isEmpty();
  }

  private void runsOutOfMemory() {
    world.notifications.clear();
    world.tasks.stopped(presentTask().taskArn(), OptionalInt.of(137), OUT_OF_MEMORY);
    var unused = worker.reconcile(ALICE);
  }

  private Instance choose(ServerSize size) {
    Optional<Duration> kept = Optional.empty();
    return worker.updateSettings(
        ALICE,
        new UpdateSettings.Change(
            kept,
            kept,
            kept,
            Optional.of(size),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new CapChange.Keep()));
  }

  private void cap(String amount) {
    Optional<Duration> kept = Optional.empty();
    CapChange cap =
        new CapChange.Set(MoneyText.amount("cap", amount, UsageSamples.PRICES.currency()));
    var unused =
        worker.updateSettings(
            ALICE,
            new UpdateSettings.Change(
                kept,
                kept,
                kept,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                cap));
  }

  private TaskObservation presentTask() {
    return world.instance(ALICE).run().orElseThrow().task().orElseThrow();
  }

  private TaskDefinition theDefinition() {
    List<TaskDefinition> active = world.tasks.activeDefinitions(ALICE);
    assertThat(active).hasSize(1);
    return active.getFirst();
  }

  private InstanceFailed theFailure() {
    return world.notifications.published().stream()
        .map(DomainEvent::detail)
        .filter(InstanceFailed.class::isInstance)
        .map(InstanceFailed.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private List<RunEntry> booked() {
    return world.ledger.month(ALICE, UsageMonth.of(PlatformFixture.BEGIN)).entries().stream()
        .filter(RunEntry.class::isInstance)
        .map(RunEntry.class::cast)
        .toList();
  }

  private static TaskObservation withoutSize(TaskObservation task) {
    return new TaskObservation(
        task.taskArn(),
        task.definitionArn(),
        task.state(),
        task.stopRequested(),
        task.healthy(),
        task.privateIp(),
        task.pullStartedAt(),
        task.startedAt(),
        task.stoppedAt(),
        task.stopCause(),
        Optional.empty(),
        task.exitCode());
  }
}
