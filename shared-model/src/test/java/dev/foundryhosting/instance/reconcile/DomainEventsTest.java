/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import static dev.foundryhosting.instance.reconcile.PlatformFixture.ALICE;
import static dev.foundryhosting.instance.reconcile.RecordSamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.Detail;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.AutoRestart;
import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.ReconcileStatus;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.license.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change of an instance, and what is told of it. */
class DomainEventsTest {
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(30));
  private static final Notice NOTICE =
      new Notice(LATER, new StopCause(StopCauseKind.IDLE, "Nobody plays."), true);
  private static final StopCause FULL = new StopCause(StopCauseKind.START_FAILED, "Full.");
  private static final Instance STARTING = RecordSamples.starting(State.RUNNING);
  private static final Instant READY = STARTING.run().orElseThrow().requestedAt().plusSeconds(90);
  private static final Instance RUNNING = RecordSamples.running();
  private static final Instance STOPPING = RecordSamples.stopping(State.STOPPED);

  static Stream<Arguments> rows() {
    Reservation booking = InstanceSamples.reservation(ALICE);
    Instance serving = RecordSamples.with(STARTING, run -> run.serving(booking));
    return Stream.of(
        row("nothing", RUNNING, RUNNING),
        row("a task is seen", RecordSamples.asked(), STARTING),
        row(
            "ready on demand",
            STARTING,
            RecordSamples.with(STARTING, run -> run.ready(READY)),
            new InstanceReady("alice", Duration.ofSeconds(90), Optional.empty())),
        row(
            "ready for a session",
            serving,
            RecordSamples.with(serving, run -> run.ready(READY)),
            new InstanceReady("alice", Duration.ofSeconds(90), Optional.of(booking.sessionId()))),
        row(
            "an end is announced",
            RUNNING,
            noticed(RUNNING, NOTICE),
            new ShutdownWarning("alice", LATER, "Nobody plays.", true)),
        row(
            "another end is announced",
            noticed(RUNNING, NOTICE),
            noticed(
                RUNNING,
                new Notice(NOW, new StopCause(StopCauseKind.MAINTENANCE, "At once."), false)),
            new ShutdownWarning("alice", NOW, "At once.", false)),
        row("the same end as before", noticed(RUNNING, NOTICE), noticed(RUNNING, NOTICE)),
        row(
            "a session takes the server over",
            noticed(RUNNING, NOTICE),
            RecordSamples.with(noticed(RUNNING, NOTICE), run -> run.serving(booking))),
        row("a stop is asked for", RUNNING, RUNNING.stopping(Optional.empty(), NOW)),
        row(
            "stopped as asked for",
            STOPPING,
            STOPPING.withoutRun(NOW),
            new InstanceStopped("alice", Optional.empty())),
        row(
            "stopped by a rule",
            ruled(new StopCause(StopCauseKind.IDLE, "Nobody played.")),
            ruled(new StopCause(StopCauseKind.IDLE, "Nobody played.")).withoutRun(NOW),
            new InstanceStopped("alice", Optional.of("Nobody played."))),
        row(
            "failed",
            ruled(new StopCause(StopCauseKind.EXITED, "It broke.")),
            ruled(new StopCause(StopCauseKind.EXITED, "It broke.")).withoutRun(NOW),
            new InstanceFailed("alice", "It broke.", Optional.empty())),
        row("a start is refused: its caller knows", refused(), refused().withoutRun(NOW)),
        row(
            "a start is refused after a failed pass, when its caller counts on it",
            refused().with(ReconcileStatus.none().failed("Throttled.")),
            refused().with(ReconcileStatus.none().failed("Throttled.")).withoutRun(NOW),
            new InstanceFailed("alice", "Full.", Optional.empty())),
        row(
            "a restart is refused",
            refused().withAutoRestart(restart("run-1")),
            refused().withAutoRestart(restart("run-1")).withoutRun(NOW),
            new InstanceFailed("alice", "Full.", Optional.empty())),
        row(
            "a task could not be started",
            RecordSamples.routed().stopping(Optional.of(FULL), NOW),
            RecordSamples.routed().stopping(Optional.of(FULL), NOW).withoutRun(NOW),
            new InstanceFailed("alice", "Full.", Optional.empty())));
  }

  private static Instance refused() {
    return RestartPolicy.refused(RecordSamples.asked(), FULL, NOW);
  }

  private static Optional<AutoRestart> restart(String runId) {
    StopCause first = new StopCause(StopCauseKind.EXITED, "It broke.");
    return Optional.of(new AutoRestart("run-0", NOW, first, Optional.of(runId)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isTold(String what, Instance before, Instance after, List<Detail> told) {
    Instance written = DomainEvents.withEvents(before, after, LATER);

    assertThat(written.outbox()).extracting(DomainEvent::detail).isEqualTo(told);
    assertThat(written.outbox())
        .allSatisfy(
            event -> {
              assertThat(event.userId()).contains(ALICE);
              assertThat(event.occurredAt()).isEqualTo(LATER);
              assertThat(event.eventId()).startsWith("run-1-");
            });
    assertThat(written.withOutbox(List.of())).isEqualTo(after);
  }

  @Test
  void anEventHasTheSameIdWhoeverWritesIt() {
    Instance after = RUNNING.stopping(Optional.empty(), NOW).withoutRun(NOW);

    assertThat(DomainEvents.withEvents(RUNNING, after, LATER).outbox().getFirst().eventId())
        .isEqualTo(DomainEvents.withEvents(RUNNING, after, NOW).outbox().getFirst().eventId());
  }

  @Test
  void eventsComeBehindThoseThatWaitAndTheOldestGivesWayAtFifty() {
    List<DomainEvent> waiting =
        IntStream.range(0, 50)
            .mapToObj(
                number ->
                    DomainEvent.of(
                        "event-" + number,
                        NOW,
                        ALICE,
                        new InstanceStopped("alice", Optional.empty())))
            .toList();
    Instance before = STARTING.withOutbox(waiting);

    List<DomainEvent> outbox =
        DomainEvents.withEvents(before, RecordSamples.with(before, run -> run.ready(NOW)), NOW)
            .outbox();

    assertThat(outbox).hasSize(50);
    assertThat(outbox.subList(0, 49)).isEqualTo(waiting.subList(1, 50));
    assertThat(outbox.getLast().name()).isEqualTo("InstanceReady");
  }

  private static Arguments row(String what, Instance before, Instance after, Detail... told) {
    return Arguments.of(what, before, after, List.of(told));
  }

  private static Instance noticed(Instance instance, Notice notice) {
    return RecordSamples.with(instance, run -> run.noticed(Optional.of(notice)));
  }

  private static Instance ruled(StopCause ending) {
    return RUNNING.stopping(Optional.of(ending), NOW);
  }
}
