package dev.foundryhosting.instance;

import static dev.foundryhosting.instance.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.EndingKind;
import dev.foundryhosting.instance.TaskObservation.State;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reconciler decides by itself, and in which words. */
class VerdictTest {
  private static final Instant LATE = NOW.plus(Verdict.START_LIMIT);
  private static final boolean LOST = true;
  private static final boolean KNOWN = false;

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("created", Situations.created(), LOST, LATE),
        Arguments.of("being created by its maker", Situations.requested(), KNOWN, LATE),
        Arguments.of("secret stored, maker dead", Situations.creating(Resource.SECRET), LOST, LATE),
        Arguments.of("no task in time", Situations.asked(), LOST, LATE.minusMillis(1)),
        Arguments.of(
            "a task that boots", Situations.starting(State.RUNNING), LOST, LATE.minusMillis(1)),
        Arguments.of("a task that ends", Situations.starting(State.ENDING), LOST, NOW),
        Arguments.of("running for long", Situations.running(), LOST, LATE.plusSeconds(86_400)),
        Arguments.of("stopping", Situations.stopping(State.RUNNING), LOST, LATE),
        Arguments.of("a task that ended as asked", Situations.stopping(State.STOPPED), LOST, LATE),
        Arguments.of("stopped", Situations.stopped(), LOST, LATE),
        Arguments.of("failed", Situations.failed(), LOST, LATE),
        Arguments.of("destroying", Situations.destroying(Situations.requested()), LOST, LATE),
        Arguments.of("destroying a run", Situations.destroying(Situations.asked()), LOST, LATE),
        Arguments.of("gone", Situations.gone(), LOST, LATE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void whatIsAsDesiredOrMayStillBecomeSoIsLeftAlone(
      String situation, Instance instance, boolean credentialsLost, Instant now) {
    assertThat(Verdict.on(instance, credentialsLost, now)).isSameAs(instance);
  }

  @Test
  void aCreationWhoseMakerDiedBeforeItStoredTheCredentialsIsTakenBack() {
    Instance judged = Verdict.on(Situations.requested(), LOST, NOW.plusSeconds(60));

    assertThat(judged.desired()).isEqualTo(Desired.DESTROYED);
    assertThat(judged.teardown().orElseThrow().erase()).isFalse();
    // One that others play on, from before, must not go with it.
    assertThat(judged.teardown().orElseThrow().keepLicense()).isTrue();
    assertThat(judged.ending().orElseThrow().why())
        .contains("interrupted")
        .contains(NOW.toString());
  }

  static Stream<Arguments> givenUp() {
    Instance silent = Situations.starting(State.RUNNING);
    return Stream.of(
        Arguments.of("no task", Situations.asked(), "AWS started no task for it."),
        Arguments.of(
            "no task for a reason",
            Situations.asked().with(Upkeep.none().failed("ECS has no place.")),
            "ECS has no place."),
        Arguments.of(
            "a task that prepares", Situations.starting(State.PREPARING), "still preparing"),
        Arguments.of("a container that is silent", silent, "Foundry never answered"),
        Arguments.of("a task that ends", Situations.starting(State.ENDING), "was ending"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("givenUp")
  void aStartThatTakesTenMinutesIsGivenUpWithItsReason(
      String situation, Instance instance, String reason) {
    Instance judged = Verdict.on(instance, LOST, LATE);

    assertThat(judged.desired()).isEqualTo(Desired.STOPPED);
    assertThat(judged.run()).isEqualTo(instance.run());
    assertThat(judged.generation()).isEqualTo(instance.generation() + 1);
    assertThat(judged.ending().orElseThrow().why())
        .startsWith("The server was not ready within 10 minutes. ")
        .contains(reason);
    assertThat(judged.progress().orElseThrow().current())
        .isEqualTo(new Progress.Step(Phase.DRAINING, LATE));
  }

  @Test
  void aServerWhoseTaskEndedByItselfIsStoppedWithTheReasonOfEcs() {
    Instance ended =
        Situations.with(
            Situations.running(),
            run -> run.observed(Situations.ended("TaskFailed", "Gone.", OptionalInt.of(3))));

    Instance judged = Verdict.on(ended, LOST, NOW);

    assertThat(judged.desired()).isEqualTo(Desired.STOPPED);
    assertThat(judged.ending().map(Ending::why))
        .contains("The server ended by itself with exit code 3: Gone.");
  }

  @Test
  void aTaskThatNobodyCanSayAnythingAboutEndedByItself() {
    TaskObservation forgotten =
        Situations.task("arn:task", State.RUNNING, false, true).forgotten(NOW);

    assertThat(forgotten.state()).isEqualTo(State.STOPPED);
    assertThat(forgotten.healthy()).isFalse();
    assertThat(forgotten.stoppedAt()).contains(NOW);
    assertThat(StopReason.of(forgotten))
        .isEqualTo(new Ending(EndingKind.UNEXPECTED, "The server ended by itself."));
    assertThat(Optional.of(forgotten).flatMap(TaskObservation::privateIp)).isPresent();
  }
}
