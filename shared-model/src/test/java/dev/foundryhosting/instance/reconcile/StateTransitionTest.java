/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.RecordSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Phase;
import dev.foundryhosting.instance.Progress;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation.State;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reconciler decides by itself, and in which words. */
class StateTransitionTest {
  private static final Instant LATE = NOW.plus(StateTransition.START_LIMIT);
  private static final boolean LOST = true;
  private static final boolean KNOWN = false;

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("created", RecordSamples.created(), LOST, LATE),
        Arguments.of("being created by its maker", RecordSamples.requested(), KNOWN, LATE),
        Arguments.of(
            "secret stored, maker dead", RecordSamples.creating(Resource.SECRET), LOST, LATE),
        Arguments.of("no task in time", RecordSamples.asked(), LOST, LATE.minusMillis(1)),
        Arguments.of(
            "a task that boots", RecordSamples.starting(State.RUNNING), LOST, LATE.minusMillis(1)),
        Arguments.of("a task that ends", RecordSamples.starting(State.ENDING), LOST, NOW),
        Arguments.of("running for long", RecordSamples.running(), LOST, LATE.plusSeconds(86_400)),
        Arguments.of("stopping", RecordSamples.stopping(State.RUNNING), LOST, LATE),
        Arguments.of(
            "a task that ended as asked", RecordSamples.stopping(State.STOPPED), LOST, LATE),
        Arguments.of("stopped", RecordSamples.stopped(), LOST, LATE),
        Arguments.of("failed", RecordSamples.failed(), LOST, LATE),
        Arguments.of("destroying", RecordSamples.destroying(RecordSamples.requested()), LOST, LATE),
        Arguments.of(
            "destroying a run", RecordSamples.destroying(RecordSamples.asked()), LOST, LATE),
        Arguments.of("gone", RecordSamples.gone(), LOST, LATE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void whatIsAsDesiredOrMayStillBecomeSoIsLeftAlone(
      String situation, Instance instance, boolean credentialsLost, Instant now) {
    assertThat(StateTransition.on(instance, credentialsLost, now)).isSameAs(instance);
  }

  @Test
  void aCreationWhoseMakerDiedBeforeItStoredTheCredentialsIsTakenBack() {
    Instance judged = StateTransition.on(RecordSamples.requested(), LOST, NOW.plusSeconds(60));

    assertThat(judged.desired()).isEqualTo(Desired.DESTROYED);
    assertThat(judged.teardown().orElseThrow().erase()).isFalse();
    // One that others play on, from before, must not go with it.
    assertThat(judged.teardown().orElseThrow().keepLicense()).isTrue();
    assertThat(judged.stopCause().orElseThrow().why())
        .contains("interrupted")
        .contains(NOW.toString());
  }

  static Stream<Arguments> givenUp() {
    Instance silent = RecordSamples.starting(State.RUNNING);
    return Stream.of(
        Arguments.of("no task", RecordSamples.asked(), "AWS started no task for it."),
        Arguments.of(
            "no task for a reason",
            RecordSamples.asked().with(ReconcileStatus.none().failed("ECS has no place.")),
            "ECS has no place."),
        Arguments.of(
            "a task that prepares", RecordSamples.starting(State.PREPARING), "still preparing"),
        Arguments.of("a container that is silent", silent, "Foundry never answered"),
        Arguments.of("a task that ends", RecordSamples.starting(State.ENDING), "was ending"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("givenUp")
  void aStartThatTakesTenMinutesIsGivenUpWithItsReason(
      String situation, Instance instance, String reason) {
    Instance judged = StateTransition.on(instance, LOST, LATE);

    assertThat(judged.desired()).isEqualTo(Desired.STOPPED);
    assertThat(judged.run()).isEqualTo(instance.run());
    assertThat(judged.generation()).isEqualTo(instance.generation() + 1);
    assertThat(judged.stopCause().orElseThrow().why())
        .startsWith("The server was not ready within 10 minutes. ")
        .contains(reason);
    assertThat(judged.progress().orElseThrow().current())
        .isEqualTo(new Progress.Step(Phase.DRAINING, LATE));
  }

  @Test
  void aServerWhoseTaskEndedByItselfIsStoppedWithTheReasonOfEcs() {
    Instance ended =
        RecordSamples.with(RecordSamples.running(), run -> run.observed(RecordSamples.exited(3)));

    Instance judged = StateTransition.on(ended, LOST, NOW);

    assertThat(judged.desired()).isEqualTo(Desired.STOPPED);
    assertThat(judged.stopCause().map(StopCause::why))
        .contains("The server ended by itself with exit code 3: Gone.");
  }

  @ParameterizedTest(name = "exit code {0}")
  @CsvSource({"0, true", "1, true", "137, false"})
  void aServerThatEndsBeforeItWasReadySaysWhatItMayHaveEndedOf(int exitCode, boolean login) {
    Instance ended =
        RecordSamples.with(
            RecordSamples.starting(State.RUNNING),
            run -> run.observed(RecordSamples.exited(exitCode)));

    String why = StateTransition.on(ended, LOST, NOW).stopCause().orElseThrow().why();

    assertThat(why).startsWith("The server ended by itself with exit code " + exitCode);
    assertThat(why.contains("the download, the login or the licence fails; the server's log says"))
        .isEqualTo(login);
  }

  @Test
  void aServerWhoseTaskWasMissingOnceIsLeftAlone() {
    Instance missed = missing(RecordSamples.running(), NOW);

    assertThat(StateTransition.on(missed, LOST, NOW.plusSeconds(86_400))).isSameAs(missed);
  }

  @Test
  void aServerWhoseTaskWasMissingTwiceIsStoppedWithItsTaskOnRecordAsItWasSeenLast() {
    Instance missed = missing(missing(RecordSamples.running(), NOW), NOW.plusSeconds(60));

    Instance judged = StateTransition.on(missed, LOST, NOW.plusSeconds(60));

    assertThat(judged.desired()).isEqualTo(Desired.STOPPED);
    assertThat(judged.run()).isEqualTo(missed.run());
    assertThat(judged.stopCause())
        .contains(
            new StopCause(
                StopCauseKind.UNEXPECTED, "AWS does not know the server's task any more."));
  }

  private static Instance missing(Instance instance, Instant when) {
    return RecordSamples.with(
        instance, run -> run.observed(run.task().orElseThrow().next(Optional.empty(), when)));
  }
}
