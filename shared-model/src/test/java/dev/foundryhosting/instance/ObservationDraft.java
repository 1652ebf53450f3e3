package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** An observation that is being changed. */
final class ObservationDraft {
  private final TaskObservation from;
  TaskObservation.State state;
  boolean stopRequested;
  boolean healthy;
  Optional<String> privateIp;
  Optional<Instant> pullStartedAt;
  Optional<Instant> startedAt;
  Optional<Instant> stoppedAt;
  Optional<String> stopCode;
  Optional<String> stoppedReason;
  OptionalInt exitCode;

  ObservationDraft(TaskObservation from) {
    this.from = from;
    state = from.state();
    stopRequested = from.stopRequested();
    healthy = from.healthy();
    privateIp = from.privateIp();
    pullStartedAt = from.pullStartedAt();
    startedAt = from.startedAt();
    stoppedAt = from.stoppedAt();
    stopCode = from.stopCode();
    stoppedReason = from.stoppedReason();
    exitCode = from.exitCode();
  }

  TaskObservation build() {
    return new TaskObservation(
        from.taskArn(),
        from.definitionArn(),
        state,
        stopRequested,
        healthy,
        privateIp,
        pullStartedAt,
        startedAt,
        stoppedAt,
        stopCode,
        stoppedReason,
        from.size(),
        exitCode);
  }
}
