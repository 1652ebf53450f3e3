package dev.foundryhosting.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What ECS said about a task. Times and fields as in the ECS API's {@code Task}.
 *
 * @param taskArn the task
 * @param definitionArn the task definition that it runs
 * @param state how far it is
 * @param stopRequested whether its desired status is STOPPED
 * @param healthy whether the health check of its containers says HEALTHY
 * @param privateIp the address of its network interface, once it has one
 * @param pullStartedAt since when AWS bills it
 * @param startedAt when all containers ran
 * @param stoppedAt when it was gone
 * @param stopCode why it ended, in ECS's terms
 * @param stoppedReason why it ended, in words
 * @param size of the task as ECS reports it
 * @param exitCode of the container named {@code server} or {@code wipe}
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
    Optional<String> stopCode,
    Optional<String> stoppedReason,
    Optional<TaskSize> size,
    OptionalInt exitCode) {

  /** So long may ECS not know a task that it just started. */
  private static final Duration TASK_APPEARS = Duration.ofMinutes(2);

  /** The stop code, ours, of a task that ECS does not know any more. */
  static final String FORGOTTEN = "Forgotten";

  public TaskObservation {
    Objects.requireNonNull(taskArn, "taskArn");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(size, "size");
  }

  /**
   * Whether it ran and ended by itself without an error. ECS may leave the exit code out of a task
   * that it describes late; then that it ran, and that its own end is what ended it, must do.
   */
  public boolean finishedWork() {
    if (state != State.STOPPED) {
      return false;
    }
    return exitCode.isPresent()
        ? exitCode.getAsInt() == 0
        : startedAt.isPresent() && stopCode.map("EssentialContainerExited"::equals).orElse(true);
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

  /** The same task when ECS does not know it any more: it ended, and nobody can say why. */
  public TaskObservation forgotten(Instant now) {
    return new TaskObservation(
        taskArn,
        definitionArn,
        State.STOPPED,
        stopRequested,
        false,
        privateIp,
        pullStartedAt,
        startedAt,
        stoppedAt.or(() -> Optional.of(now)),
        stopCode.or(() -> Optional.of(FORGOTTEN)),
        stoppedReason,
        size,
        exitCode);
  }

  /** The same task with a time for its end, where it ended and ECS gave none. */
  public TaskObservation timed(Instant now) {
    return state != State.STOPPED || stoppedAt.isPresent()
        ? this
        : new TaskObservation(
            taskArn,
            definitionArn,
            state,
            stopRequested,
            healthy,
            privateIp,
            pullStartedAt,
            startedAt,
            Optional.of(now),
            stopCode,
            stoppedReason,
            size,
            exitCode);
  }

  /** The same task once it was asked to end. */
  public TaskObservation stopRequestedNow() {
    return new TaskObservation(
        taskArn,
        definitionArn,
        state,
        true,
        healthy,
        privateIp,
        pullStartedAt,
        startedAt,
        stoppedAt,
        stopCode,
        stoppedReason,
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
