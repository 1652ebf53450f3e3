package dev.foundryhosting.usage;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A task that runs or ran for a user, as far as it matters for its price.
 *
 * @param runId the run's id; it is booked once
 * @param user whose server it was
 * @param cpuUnits of the task definition that ran; 1024 is one vCPU
 * @param memoryMiB of the task definition that ran
 * @param pullStartedAt since when AWS bills it, if ECS said so
 * @param startedAt when its containers ran, if they did
 * @param stoppedAt when it was gone; empty while it runs
 * @param ending why the server's run ended; empty while it runs, and of a task that was no server
 */
public record TaskRun(
    String runId,
    UserId user,
    int cpuUnits,
    int memoryMiB,
    Optional<Instant> pullStartedAt,
    Optional<Instant> startedAt,
    Optional<Instant> stoppedAt,
    Optional<StopCauseKind> stopCause) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  public TaskRun {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(pullStartedAt, "pullStartedAt");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(stoppedAt, "stoppedAt");
    Objects.requireNonNull(stopCause, "ending");
    if (!ID.matcher(runId).matches()) {
      throw new IllegalArgumentException("a run's id is 1 to 128 plain characters");
    }
    if (cpuUnits <= 0 || memoryMiB <= 0) {
      throw new IllegalArgumentException("a task has some CPU and some memory");
    }
  }

  /** The same as the task of a server that ended. */
  public TaskRun endedBy(StopCauseKind kind) {
    return new TaskRun(
        runId, user, cpuUnits, memoryMiB, pullStartedAt, startedAt, stoppedAt, Optional.of(kind));
  }

  /** Since when it is billed; empty for a task that ended before it pulled anything. */
  public Optional<Instant> billedFrom() {
    return pullStartedAt.or(() -> startedAt);
  }
}
