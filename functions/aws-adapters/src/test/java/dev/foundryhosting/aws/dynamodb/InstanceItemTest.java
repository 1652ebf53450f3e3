/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static dev.foundryhosting.instance.InstanceSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.error.UnreadableRecord;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Finalizer;
import dev.foundryhosting.instance.FormerWipe;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Sizing;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.instance.WorldChoice;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.license.Credentials;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class InstanceItemTest {
  private final UserId anna = new UserId("anna");
  private final Instance requested = InstanceSamples.requested(anna, new Subdomain("castle"));

  @Test
  void onlyAnInstanceWithANextCheckIsInTheDueIndex() {
    Map<String, AttributeValue> due = item(InstanceSamples.checkedAt(requested, Optional.of(NOW)));
    assertThat(due.get("dueShard").n()).isEqualTo("" + Instances.shardOf(anna));
    assertThat(due.get("nextCheckAt").n()).isEqualTo("" + NOW.getEpochSecond());

    assertThat(item(InstanceSamples.checkedAt(requested, Optional.empty())))
        .doesNotContainKeys("dueShard", "nextCheckAt");
  }

  @Test
  void onlyARunWithATaskIsInTheTaskIndex() {
    Instance starting = InstanceSamples.starting(requested, "run-1");
    assertThat(item(starting)).doesNotContainKey("taskArn");
    assertThat(item(InstanceSamples.withTask(starting, "arn:task/1")).get("taskArn").s())
        .isEqualTo("arn:task/1");
  }

  @Test
  void aTombstoneIsOfNoTaskAndExpires() {
    Instance destroying =
        InstanceSamples.destroying(InstanceSamples.fullyRunning(requested), false, false);

    assertThat(item(InstanceSamples.finished(destroying, NOW)))
        .doesNotContainKeys("dueShard", "nextCheckAt", "taskArn")
        .containsEntry(
            "ttl", ItemWriter.numberValue(NOW.plus(Instances.TOMBSTONE_KEPT).getEpochSecond()));
    assertThat(item(destroying)).doesNotContainKey("ttl");
  }

  @Test
  void aDamagedRecordIsAFailureAndNeverADefault() {
    Map<String, AttributeValue> damaged = new HashMap<>(item(requested));
    damaged.remove("desired");

    assertThatThrownBy(() -> InstanceItem.read(new ItemReader(damaged)))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining("server anna")
        .hasMessageContaining("desired");
  }

  @Test
  void aStopCauseFromBeforeKindsTellsOnlyWhetherItWasAFailure() {
    assertThat(StopCauseItem.read(cause(true)))
        .isEqualTo(new StopCause(StopCauseKind.UNEXPECTED, "It was so."));
    assertThat(StopCauseItem.read(cause(false)))
        .isEqualTo(new StopCause(StopCauseKind.OTHER, "It was so."));
  }

  @Test
  void aTeardownKeepsWhatThisVersionKnowsOfWhatIsDone() {
    ItemReader stored =
        new ItemReader(
            new ItemWriter()
                .flag("keepLicense", true)
                .flag("erase", false)
                .time("requestedAt", NOW)
                .map(
                    "done",
                    List.of("REMOVE_DNS_RECORD", "EMPTY_BUCKET", "TAKE_LAST_SAVE_POINT"),
                    (names, to) -> names.forEach(name -> to.flag(name, true)))
                .item());

    assertThat(TeardownItem.read(stored).done())
        .containsExactlyInAnyOrder(Finalizer.DNS_RECORD, Finalizer.BUCKET_OBJECTS);
  }

  @Test
  void aTeardownThatRemovedTheFilesByATaskKeepsWhatIsLeftToEnd() {
    ItemReader stored =
        new ItemReader(
            new ItemWriter()
                .flag("keepLicense", false)
                .flag("erase", false)
                .time("requestedAt", NOW)
                .map("done", List.of(), (none, to) -> {})
                .map("wipe", "wipe-1", InstanceItemTest::writeWipeOfAnEarlierVersion)
                .item());

    Teardown teardown = TeardownItem.read(stored);

    FormerWipe wipe = teardown.formerWipe().orElseThrow();
    assertThat(wipe.wipeId()).isEqualTo("wipe-1");
    assertThat(wipe.booked()).isFalse();
    assertThat(wipe.task().orElseThrow().taskArn()).isEqualTo("arn:task/9");
    assertThat(wipe.task().orElseThrow().state()).isEqualTo(TaskObservation.State.RUNNING);
    ItemWriter rewritten = new ItemWriter();
    TeardownItem.write(teardown, rewritten);
    assertThat(TeardownItem.read(new ItemReader(rewritten.item()))).isEqualTo(teardown);
  }

  /** Letter by letter as the version before world-files wrote it. */
  private static void writeWipeOfAnEarlierVersion(String id, ItemWriter to) {
    to.text("wipeId", id)
        .text("accessPointId", "fsap-9")
        .map(
            "definition",
            "arn:definition:3",
            (arn, definition) -> definition.text("arn", arn).text("fingerprint", "f"))
        .map(
            "task",
            "arn:task/9",
            (arn, task) ->
                task.text("taskArn", arn)
                    .text("definitionArn", "arn:definition:3")
                    .text("state", "RUNNING")
                    .flag("stopRequested", false)
                    .flag("healthy", false))
        .flag("booked", false);
  }

  @Test
  void aRecordFromBeforeSetupWasSeenIsOfAServerThatNobodySetUp() {
    Map<String, AttributeValue> old = new HashMap<>(item(InstanceSamples.fullyRunning(requested)));
    Map<String, AttributeValue> run = new HashMap<>(old.get("run").m());
    Map<String, AttributeValue> watch = new HashMap<>(run.get("watch").m());
    assertThat(watch.remove("setup")).isNotNull();
    assertThat(watch.remove("setupAt")).isNotNull();
    run.put("watch", AttributeValue.fromM(watch));
    old.put("run", AttributeValue.fromM(run));

    PlayerActivity read = InstanceItem.read(new ItemReader(old)).run().orElseThrow().activity();
    assertThat(read.empty()).isTrue();
    assertThat(read.setupAt()).isEmpty();
  }

  @Test
  void aRecordFromBeforeWorldsWereChosenOpensNone() {
    Map<String, AttributeValue> old = new HashMap<>(item(InstanceSamples.fullyRunning(requested)));
    Map<String, AttributeValue> run = new HashMap<>(old.get("run").m());
    assertThat(run.remove("world")).isNotNull();
    old.put("run", AttributeValue.fromM(run));
    assertThat(old.remove("world")).isNotNull();
    assertThat(old.remove("lastWorld")).isNotNull();

    Instance read = InstanceItem.read(new ItemReader(old));
    assertThat(read.world()).isEqualTo(WorldChoice.none());
    assertThat(read.run().orElseThrow().world()).isEmpty();
  }

  @Test
  void aRecordWithoutAJobOrAttentionHasNone() {
    Map<String, AttributeValue> old = new HashMap<>(item(InstanceSamples.fullyRunning(requested)));
    Map<String, AttributeValue> run = new HashMap<>(old.get("run").m());
    assertThat(run.remove("attention").s()).isEqualTo("LICENSE_AGREEMENT");
    old.put("run", AttributeValue.fromM(run));

    Instance read = InstanceItem.read(new ItemReader(old));
    assertThat(read.fileJob()).isEmpty();
    assertThat(read.run().orElseThrow().attention()).isEmpty();

    run.put("attention", ItemWriter.textValue("OF_TOMORROW"));
    old.put("run", AttributeValue.fromM(run));
    assertThat(InstanceItem.read(new ItemReader(old)).run().orElseThrow().attention()).isEmpty();
  }

  @Test
  void anInstanceFromBeforeSizesIsSmallAndSoIsItsRun() {
    Map<String, AttributeValue> old = new HashMap<>(item(InstanceSamples.fullyRunning(requested)));
    assertThat(old.remove("sizing").m()).containsOnlyKeys("size", "exhausted");
    Map<String, AttributeValue> run = new HashMap<>(old.get("run").m());
    assertThat(run.remove("size").s()).isEqualTo("MEDIUM");
    old.put("run", AttributeValue.fromM(run));

    Instance read = InstanceItem.read(new ItemReader(old));

    assertThat(read.sizing()).isEqualTo(new Sizing(ServerSize.SMALL, Optional.empty()));
    assertThat(read.run().orElseThrow().size()).isEqualTo(ServerSize.SMALL);
  }

  @Test
  void aSizeOfALaterVersionIsReadAsTheLargestThatThisOneKnows() {
    Map<String, AttributeValue> later = new HashMap<>(item(requested));
    later.put("sizing", AttributeValue.fromM(Map.of("size", ItemWriter.textValue("HUGE"))));

    assertThat(InstanceItem.read(new ItemReader(later)).sizing())
        .isEqualTo(new Sizing(ServerSize.LARGE, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "EssentialContainerExited, Essential container in task exited, , EXITED, true",
    "EssentialContainerExited, Essential container in task exited, 1, EXITED, false",
    "UserInitiated, Task stopped by user, 0, STOPPED_OUTSIDE, true",
    "SpotInterruption, Your Spot Task was interrupted., , SPOT_INTERRUPTION, false",
    "Forgotten, , , UNEXPECTED, false",
    ", , , UNEXPECTED, true",
  })
  void aTaskThatWasStoredInEcssOwnWordsIsReadInOurs(
      String stopCode, String reason, Integer exitCode, StopCauseKind kind, boolean finished) {
    ItemWriter stored =
        new ItemWriter()
            .text("taskArn", "arn:task")
            .text("definitionArn", "arn:definition")
            .text("state", "STOPPED")
            .flag("stopRequested", true)
            .flag("healthy", false)
            .time("startedAt", NOW)
            .time("stoppedAt", NOW)
            .text("stopCode", Optional.ofNullable(stopCode))
            .text("stoppedReason", Optional.ofNullable(reason));
    Optional.ofNullable(exitCode).ifPresent(code -> stored.number("exitCode", code));

    TaskObservation task = TaskItem.read(new ItemReader(stored.item()));

    assertThat(task.stopCause().map(StopCause::kind)).contains(kind);
    assertThat(task.finishedWork()).isEqualTo(finished);
    ItemWriter rewritten = new ItemWriter();
    TaskItem.write(task, rewritten);
    assertThat(rewritten.item().get("stopCode").s()).isEqualTo(kind.label());
    assertThat(TaskItem.read(new ItemReader(rewritten.item()))).isEqualTo(task);
  }

  @Test
  void aTaskKeepsSinceWhenItIsMissingAndOneOfAnEarlierVersionIsNot() {
    Instance running = InstanceSamples.fullyRunning(requested);
    TaskObservation task = running.run().flatMap(Run::task).orElseThrow();
    TaskObservation missing = task.next(Optional.empty(), NOW);
    TaskObservation lost = missing.next(Optional.empty(), NOW.plusSeconds(3600));

    assertThat(List.of(task, missing, lost))
        .allSatisfy(each -> assertThat(stored(each)).isEqualTo(each));
    assertThat(written(task)).doesNotContainKeys("missingSince", "missingAgain");
  }

  @Test
  void aRunOfAnEarlierVersionMayHaveATask() {
    Run asked = InstanceSamples.starting(requested, "run-1").run().orElseThrow();
    ItemWriter item = new ItemWriter();
    RunItem.write(asked, item);
    Map<String, AttributeValue> earlier = new HashMap<>(item.item());
    earlier.remove("taskRequested");

    assertThat(asked.taskRequested()).isFalse();
    assertThat(RunItem.read(new ItemReader(item.item())).taskRequested()).isFalse();
    assertThat(RunItem.read(new ItemReader(earlier)).taskRequested()).isTrue();
  }

  private static TaskObservation stored(TaskObservation task) {
    return TaskItem.read(new ItemReader(written(task)));
  }

  private static Map<String, AttributeValue> written(TaskObservation task) {
    ItemWriter item = new ItemWriter();
    TaskItem.write(task, item);
    return item.item();
  }

  private static ItemReader cause(boolean failure) {
    return new ItemReader(
        new ItemWriter().text("why", "It was so.").flag("failure", failure).item());
  }

  @ParameterizedTest
  @EnumSource
  void onlyALicenceThatIsLentIsInThePoolIndex(SharingState sharing) {
    License license =
        License.registered(anna, new Credentials(true, true, Optional.empty()), sharing, NOW);

    assertThat(LicenseItem.write(license).item().containsKey("poolShard"))
        .isEqualTo(sharing == SharingState.SHARED);
  }

  private static Map<String, AttributeValue> item(Instance instance) {
    return InstanceItem.write(instance).item();
  }
}
