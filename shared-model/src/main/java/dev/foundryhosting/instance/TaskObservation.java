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
 * @param missing since when ECS does not know it; empty while it does
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
    OptionalInt exitCode,
    Optional<Missing> missing) {

  /**
   * A look counts as the second at which a task is missing only so long after the first: ECS is
   * eventually consistent ("Amazon ECS API eventual consistency" in the developer guide).
   */
  public static final Duration MISSING_APART = Duration.ofMinutes(1);

  /** The same for a task that was not seen running yet: ECS may show a new task that late. */
  public static final Duration NEW_MISSING_APART = Duration.ofMinutes(5);

  /** The same for a task that was asked to end: its containers have as long to do so. */
  public static final Duration ENDING_MISSING_APART = Duration.ofMinutes(2);

  private static final StopCause UNKNOWN =
      new StopCause(StopCauseKind.UNEXPECTED, "The server ended by itself.");

  public TaskObservation {
    if (stopCause.isPresent() != (state == State.STOPPED)) {
      throw new IllegalArgumentException("a task has a stop cause when it ended");
    }
  }

  /** A task that ECS knows. */
  public TaskObservation(
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
    this(
        taskArn,
        definitionArn,
        state,
        stopRequested,
        healthy,
        privateIp,
        pullStartedAt,
        startedAt,
        stoppedAt,
        stopCause,
        size,
        exitCode,
        Optional.empty());
  }

  /** Whether it ended by itself without an error. */
  public boolean finishedWork() {
    return state == State.STOPPED && exitCode.orElse(-1) == 0;
  }

  /** Whether it was missing twice, long enough apart: what remains is to make sure by a stop. */
  public boolean lost() {
    return missing.flatMap(Missing::again).isPresent();
  }

  /**
   * The same task after another look. One that is missing is as it was seen last, until it is
   * {@link #lost} and was asked to end: then it ended when it was missing for the second time.
   *
   * @param seen what ECS says of it now; empty when ECS does not know it
   */
  public TaskObservation next(Optional<TaskObservation> seen, Instant now) {
    if (seen.isPresent()) {
      return seen.get().timed(now);
    }
    if (state == State.STOPPED) {
      return this;
    }
    TaskObservation missed =
        withMissing(
            missing
                .map(before -> before.again(now, missingApart()))
                .orElseGet(() -> new Missing(now, Optional.empty())));
    return missed.lost() && stopRequested ? missed.forgotten() : missed;
  }

  /**
   * The same task once it was asked to end. A lost task that ECS does not know then either is gone.
   *
   * @param answer what ECS said of it; empty when ECS does not know it
   */
  public TaskObservation afterStop(Optional<TaskObservation> answer, Instant now) {
    return answer
        .map(seen -> seen.timed(now).stopRequestedNow())
        .orElseGet(() -> lost() ? forgotten() : stopRequestedNow());
  }

  private Duration missingApart() {
    if (state == State.PREPARING) {
      return NEW_MISSING_APART;
    }
    return stopRequested ? ENDING_MISSING_APART : MISSING_APART;
  }

  /** It ended, and the cause stays unknown. */
  private TaskObservation forgotten() {
    return with(
        State.STOPPED, stopRequested, false, missing.flatMap(Missing::again), Optional.of(UNKNOWN));
  }

  /** The same task with a time for its end, where it ended and ECS gave none. */
  public TaskObservation timed(Instant now) {
    return state != State.STOPPED || stoppedAt.isPresent()
        ? this
        : with(state, stopRequested, healthy, Optional.of(now), stopCause);
  }

  private TaskObservation stopRequestedNow() {
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
        exitCode,
        missing);
  }

  private TaskObservation withMissing(Missing looks) {
    return new TaskObservation(
        taskArn,
        definitionArn,
        state,
        stopRequested,
        healthy,
        privateIp,
        pullStartedAt,
        startedAt,
        stoppedAt,
        stopCause,
        size,
        exitCode,
        Optional.of(looks));
  }

  /**
   * The looks at which ECS did not know a task that it was asked to run.
   *
   * @param since the first look
   * @param again the second that counts
   */
  public record Missing(Instant since, Optional<Instant> again) {
    private Missing again(Instant now, Duration apart) {
      boolean counts = again.isEmpty() && !now.isBefore(since.plus(apart));
      return counts ? new Missing(since, Optional.of(now)) : this;
    }
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
