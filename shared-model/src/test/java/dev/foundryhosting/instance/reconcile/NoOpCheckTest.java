/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.RecordSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.EventSamples;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskObservation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoOpCheckTest {
  private static final Instant DUE = NOW.plus(Duration.ofMinutes(4));
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));
  private static final Instance QUIET =
      RecordSamples.running().with(ReconcileStatus.none().checkAt(Optional.of(DUE)));
  private static final Optional<TaskObservation> AS_RECORDED = QUIET.run().flatMap(Run::task);

  /** A record that leaves something to do. */
  private record Busy(String why, Instance instance) {
    @Override
    public String toString() {
      return why;
    }
  }

  static Stream<Busy> busy() {
    return Stream.of(
        new Busy("it starts", RecordSamples.starting(State.RUNNING)),
        new Busy("it stops", RecordSamples.stopping(State.RUNNING)),
        new Busy("its way is lost", RecordSamples.with(QUIET, Run::withRouteLost)),
        new Busy(
            "somebody died over it",
            QUIET.with(QUIET.reconcileStatus().leasedTo(RecordSamples.LEASE))),
        new Busy("the last pass failed", QUIET.with(QUIET.reconcileStatus().failed("Throttled."))),
        new Busy(
            "its end is due",
            RecordSamples.with(
                QUIET,
                r ->
                    r.noticed(
                        Optional.of(
                            new Notice(
                                LATER,
                                new StopCause(StopCauseKind.SESSION_OVER, "Over."),
                                false))))),
        new Busy("there is something to tell", QUIET.withOutbox(EventSamples.all())));
  }

  @Test
  void aServerWhoseTaskIsAsRecordedLeavesNothingToDo() {
    assertThat(NoOpCheck.findsNothing(QUIET, AS_RECORDED, LATER)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("busy")
  void whateverElseIsToBeDoneIsFound(Busy busy) {
    Optional<TaskObservation> task = busy.instance().run().flatMap(Run::task);

    assertThat(NoOpCheck.findsNothing(busy.instance(), task, LATER)).isFalse();
    assertThat(NoOpCheck.recorded(QUIET, busy.instance(), task, LATER)).isEqualTo(busy.instance());
  }

  @Test
  void whatEcsDoesNotKnowOrSaysOtherwiseIsLookedInto() {
    TaskObservation ended = RecordSamples.task("arn:task", State.STOPPED, true, false);

    assertThat(NoOpCheck.findsNothing(QUIET, Optional.empty(), LATER)).isFalse();
    assertThat(NoOpCheck.findsNothing(QUIET, Optional.of(ended), LATER)).isFalse();
  }

  @Test
  void aReadingThatIsNewIsWrittenWithTheTimeOfTheNextLook() {
    Instance judged = QUIET.withActivity(PlayerActivity.begun().counted(3, LATER));

    Instance noted = NoOpCheck.recorded(QUIET, judged, AS_RECORDED, LATER);
    assertThat(noted.run()).isEqualTo(judged.run());
    assertThat(noted.reconcileStatus().nextCheckAt()).contains(LATER.plus(Duration.ofMinutes(4)));
  }

  @Test
  void aReadingThatSaysTheSameIsNotWrittenUntilTheServerIsLongDue() {
    Instance before = QUIET.withActivity(PlayerActivity.begun().counted(3, NOW));
    Instance same = before.withActivity(before.run().orElseThrow().activity().counted(3, LATER));
    Instant longAfter = DUE.plus(Duration.ofMinutes(9));

    assertThat(NoOpCheck.recorded(before, same, AS_RECORDED, LATER)).isSameAs(before);
    assertThat(
            NoOpCheck.recorded(before, same, AS_RECORDED, longAfter)
                .reconcileStatus()
                .nextCheckAt())
        .contains(longAfter.plus(Duration.ofMinutes(4)));
  }

  @Test
  void anUnreadableAnswerIsAlwaysNew() {
    Instance before = QUIET.withActivity(PlayerActivity.begun().unreadable(NOW));
    Instance again = before.withActivity(before.run().orElseThrow().activity().unreadable(LATER));

    assertThat(NoOpCheck.recorded(before, again, AS_RECORDED, LATER).run()).isEqualTo(again.run());
  }
}
