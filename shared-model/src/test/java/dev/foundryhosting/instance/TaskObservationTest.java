/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.TaskObservation.Missing;
import dev.foundryhosting.instance.TaskObservation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one more look makes of a task, above all one at which ECS does not know it. */
class TaskObservationTest {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");
  private static final Optional<TaskObservation> NOTHING = Optional.empty();

  @ParameterizedTest(name = "{0}, asked to end: {1}, after {2} s: lost {3}, ended {4}")
  @CsvSource({
    "RUNNING,   false,  59, false, false",
    "RUNNING,   false,  60, true,  false",
    "RUNNING,   true,  119, false, false",
    "RUNNING,   true,  120, true,  true",
    "ENDING,    true,  119, false, false",
    "ENDING,    true,  120, true,  true",
    "PREPARING, false, 299, false, false",
    "PREPARING, false, 300, true,  false",
    "PREPARING, true,  299, false, false",
    "PREPARING, true,  300, true,  true",
  })
  void aTaskThatIsMissingTwiceIsLostAndEndedOnlyIfItWasAskedTo(
      State state, boolean askedToEnd, long seconds, boolean lost, boolean ended) {
    Instant second = NOW.plusSeconds(seconds);

    TaskObservation once = task(state, askedToEnd).next(NOTHING, NOW);
    TaskObservation twice = once.next(NOTHING, second);

    assertThat(once.lost()).isFalse();
    assertThat(once.state()).isEqualTo(state);
    assertThat(twice.lost()).isEqualTo(lost);
    assertThat(twice.state()).isEqualTo(ended ? State.STOPPED : state);
    assertThat(twice.stoppedAt()).isEqualTo(ended ? Optional.of(second) : Optional.empty());
  }

  @Test
  void manyLooksWithinAMinuteCountAsOne() {
    TaskObservation task = task(State.RUNNING, false);
    for (int second = 0; second < 60; second++) {
      task = task.next(NOTHING, NOW.plusSeconds(second));
    }

    assertThat(task.missing()).contains(new Missing(NOW, Optional.empty()));
  }

  @Test
  void aTaskThatShowsAgainWasNeverMissing() {
    TaskObservation task = task(State.RUNNING, false);
    TaskObservation missed = task.next(NOTHING, NOW).next(NOTHING, NOW.plusSeconds(60));

    assertThat(missed.next(Optional.of(task), NOW.plusSeconds(61))).isEqualTo(task);
  }

  @Test
  void aLostTaskThatTheStopDoesNotFindEndedWhenItWasMissingForTheSecondTime() {
    Instant second = NOW.plusSeconds(75);
    TaskObservation lost = task(State.RUNNING, false).next(NOTHING, NOW).next(NOTHING, second);

    TaskObservation gone = lost.afterStop(NOTHING, NOW.plusSeconds(90));

    assertThat(gone.state()).isEqualTo(State.STOPPED);
    assertThat(gone.stoppedAt()).contains(second);
    assertThat(gone.healthy()).isFalse();
    assertThat(gone.stopCause())
        .contains(new StopCause(StopCauseKind.UNEXPECTED, "The server ended by itself."));
    assertThat(gone.privateIp()).isPresent();
  }

  @Test
  void aLostTaskThatTheStopFindsEndsAsAnyOther() {
    TaskObservation known = task(State.RUNNING, false);
    TaskObservation lost = known.next(NOTHING, NOW).next(NOTHING, NOW.plusSeconds(60));

    TaskObservation ending = lost.afterStop(Optional.of(known), NOW.plusSeconds(61));

    assertThat(ending.state()).isEqualTo(State.RUNNING);
    assertThat(ending.stopRequested()).isTrue();
    assertThat(ending.missing()).isEmpty();
    Instant hidden = NOW.plusSeconds(70);
    assertThat(ending.next(NOTHING, hidden).next(NOTHING, hidden.plusSeconds(119)).state())
        .isEqualTo(State.RUNNING);
  }

  @Test
  void aStopThatDoesNotFindATaskMissingOnceLeavesItMissing() {
    TaskObservation once = task(State.RUNNING, false).next(NOTHING, NOW);

    TaskObservation asked = once.afterStop(NOTHING, NOW);

    assertThat(asked.state()).isEqualTo(State.RUNNING);
    assertThat(asked.stopRequested()).isTrue();
    assertThat(asked.missing()).isEqualTo(once.missing());
  }

  @Test
  void aTaskThatEndedChangesNoMore() {
    TaskObservation ended = task(State.STOPPED, true);

    assertThat(ended.next(NOTHING, NOW.plus(Duration.ofDays(1)))).isEqualTo(ended);
  }

  @Test
  void aTaskWithoutATimeOfItsEndEndedWhenThatWasSeen() {
    TaskObservation running = task(State.RUNNING, false);

    TaskObservation ended = running.next(Optional.of(task(State.STOPPED, true)), NOW);

    assertThat(ended.stoppedAt()).contains(NOW);
  }

  private static TaskObservation task(State state, boolean stopRequested) {
    return new TaskObservation(
        "arn:task",
        "arn:definition",
        state,
        stopRequested,
        true,
        Optional.of("10.0.0.7"),
        Optional.of(NOW.minusSeconds(600)),
        Optional.empty(),
        Optional.empty(),
        state == State.STOPPED
            ? Optional.of(new StopCause(StopCauseKind.EXITED, "It ended."))
            : Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }
}
