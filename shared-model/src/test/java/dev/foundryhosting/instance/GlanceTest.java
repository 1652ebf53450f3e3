package dev.foundryhosting.instance;

import static dev.foundryhosting.instance.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.EndingKind;
import dev.foundryhosting.event.EventSamples;
import dev.foundryhosting.instance.TaskObservation.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GlanceTest {
  private static final Instant DUE = NOW.plus(Duration.ofMinutes(4));
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));
  private static final Instance QUIET = Situations.running().with(Upkeep.dueAt(DUE));
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
        new Busy("it starts", Situations.starting(State.RUNNING)),
        new Busy("it stops", Situations.stopping(State.RUNNING)),
        new Busy("its way is lost", Situations.with(QUIET, Run::withoutWay)),
        new Busy("somebody died over it", QUIET.with(QUIET.upkeep().leasedTo(Situations.LEASE))),
        new Busy("the last pass failed", QUIET.with(QUIET.upkeep().failed("Throttled."))),
        new Busy(
            "its end is due",
            Situations.with(
                QUIET,
                r ->
                    r.noticed(
                        Optional.of(
                            new Notice(
                                LATER, new Ending(EndingKind.SESSION_OVER, "Over."), false))))),
        new Busy("there is something to tell", QUIET.withOutbox(EventSamples.all())));
  }

  @Test
  void aServerWhoseTaskIsAsRecordedLeavesNothingToDo() {
    assertThat(Glance.findsNothing(QUIET, AS_RECORDED, LATER)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("busy")
  void whateverElseIsToBeDoneIsFound(Busy busy) {
    Optional<TaskObservation> task = busy.instance().run().flatMap(Run::task);

    assertThat(Glance.findsNothing(busy.instance(), task, LATER)).isFalse();
    assertThat(Glance.noted(QUIET, busy.instance(), task, LATER)).isEqualTo(busy.instance());
  }

  @Test
  void whatEcsDoesNotKnowOrSaysOtherwiseIsLookedInto() {
    TaskObservation ended = Situations.task("arn:task", State.STOPPED, true, false);

    assertThat(Glance.findsNothing(QUIET, Optional.empty(), LATER)).isFalse();
    assertThat(Glance.findsNothing(QUIET, Optional.of(ended), LATER)).isFalse();
  }

  @Test
  void aReadingThatIsNewIsWrittenWithTheTimeOfTheNextLook() {
    Instance judged = QUIET.watched(Watch.begun().counted(3, LATER));

    Instance noted = Glance.noted(QUIET, judged, AS_RECORDED, LATER);
    assertThat(noted.run()).isEqualTo(judged.run());
    assertThat(noted.upkeep().nextCheckAt()).contains(LATER.plus(Duration.ofMinutes(4)));
  }

  @Test
  void aReadingThatSaysTheSameIsNotWrittenUntilTheServerIsLongDue() {
    Instance before = QUIET.watched(Watch.begun().counted(3, NOW));
    Instance same = before.watched(before.run().orElseThrow().watch().counted(3, LATER));
    Instant longAfter = DUE.plus(Duration.ofMinutes(9));

    assertThat(Glance.noted(before, same, AS_RECORDED, LATER)).isSameAs(before);
    assertThat(Glance.noted(before, same, AS_RECORDED, longAfter).upkeep().nextCheckAt())
        .contains(longAfter.plus(Duration.ofMinutes(4)));
  }

  @Test
  void anUnreadableAnswerIsAlwaysNew() {
    Instance before = QUIET.watched(Watch.begun().unreadable(NOW));
    Instance again = before.watched(before.run().orElseThrow().watch().unreadable(LATER));

    assertThat(Glance.noted(before, again, AS_RECORDED, LATER).run()).isEqualTo(again.run());
  }
}
