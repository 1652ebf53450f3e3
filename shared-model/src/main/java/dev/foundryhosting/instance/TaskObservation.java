/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.event.StopCauseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What ECS said about a task. Times as in the ECS API's {@code Task}.
 *
 * @param stopRequested whether its desired status is STOPPED
 * @param healthy whether the health check of its containers says HEALTHY
 * @param privateIp the address of its network interface, once it has one
 * @param pullStartedAt since when AWS bills it
 * @param startedAt when all containers ran
 * @param stopCause why it ended by ECS's account, which knows the platform's own stops as stops
 *     from outside; of a task that ended, and of no other
 * @param exitCode of the container that does its work; 0 also where ECS says only that it ran and
 *     ended by itself
 */
public record TaskObservation(
    String taskArn,
    String definitionArn,
    State state,
    boolean stopRequested,
    boolean healthy,
    Optional<String> privateIp,
    Optional<Instant> pullStartedAt,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt,
    Optional<StopCause> stopCause,
    Optional<TaskSize> size,
    OptionalInt exitCode) {

  /** ECS may not know a task for so long after its start. */
  private static final Duration TASK_APPEARS = Duration.ofMinutes(2);

  public TaskObservation {
    if (stopCause.isPresent() != (state == State.STOPPED)) {
      throw new IllegalArgumentException("a task has a stop cause when it ended");
    }
  }

  /** Whether it ended by itself without an error. */
  public boolean finishedWork() {
    return state == State.STOPPED && exitCode.orElse(-1) == 0;
  }

  /**
   * The same task after another look.
   *
   * @param seen what ECS says of it now; empty when it says nothing
   * @param since it was started no later than that
   */
  public TaskObservation next(Optional<TaskObservation> seen, Instant since, Instant now) {
    boolean appears = state == State.PREPARING && now.isBefore(since.plus(TASK_APPEARS));
    return seen.map(task -> task.timed(now)).orElseGet(() -> appears ? this : forgotten(now));
  }

  /** The same task when ECS does not know it any more: it ended, and the cause stays unknown. */
  public TaskObservation forgotten(Instant now) {
    StopCause unknown = new StopCause(StopCauseKind.UNEXPECTED, "The server ended by itself.");
    return with(
        State.STOPPED,
        stopRequested,
        false,
        stoppedAt.or(() -> Optional.of(now)),
        stopCause.or(() -> Optional.of(unknown)));
  }

  /** The same task with a time for its end, where it ended and ECS gave none. */
  public TaskObservation timed(Instant now) {
    return state != State.STOPPED || stoppedAt.isPresent()
        ? this
        : with(state, stopRequested, healthy, Optional.of(now), stopCause);
  }

  /** The same task once it was asked to end. */
  public TaskObservation stopRequestedNow() {
    return with(state, true, healthy, stoppedAt, stopCause);
  }

  private TaskObservation with(
      State newState,
      boolean requested,
      boolean isHealthy,
      Optional<Instant> end,
      Optional<StopCause> cause) {
    return new TaskObservation(
        taskArn,
        definitionArn,
        newState,
        requested,
        isHealthy,
        privateIp,
        pullStartedAt,
        startedAt,
        end,
        cause,
        size,
        exitCode);
  }

  /** ECS's life cycle of a task, as far as it matters here. */
  public enum State {
    /** PROVISIONING, PENDING, ACTIVATING. */
    PREPARING,
    /** RUNNING. */
    RUNNING,
    /** DEACTIVATING, STOPPING, DEPROVISIONING. */
    ENDING,
    /** STOPPED, DELETED, or unknown to ECS. */
    STOPPED
  }
}
