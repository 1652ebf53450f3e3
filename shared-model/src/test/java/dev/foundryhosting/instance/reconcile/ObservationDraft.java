/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** An observation that is being changed. */
public final class ObservationDraft {
  private final TaskObservation from;
  public TaskObservation.State state;
  public boolean stopRequested;
  public boolean healthy;
  public Optional<String> privateIp;
  public Optional<Instant> pullStartedAt;
  public Optional<Instant> startedAt;
  public Optional<Instant> stoppedAt;
  public Optional<StopCause> stopCause;
  public OptionalInt exitCode;

  public ObservationDraft(TaskObservation from) {
    this.from = from;
    state = from.state();
    stopRequested = from.stopRequested();
    healthy = from.healthy();
    privateIp = from.privateIp();
    pullStartedAt = from.pullStartedAt();
    startedAt = from.startedAt();
    stoppedAt = from.stoppedAt();
    stopCause = from.stopCause();
    exitCode = from.exitCode();
  }

  public TaskObservation build() {
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
        stopCause,
        from.size(),
        exitCode);
  }
}
