/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the price of a user's task depends on.
 *
 * @param runId booked once
 * @param cpuUnits 1024 is one vCPU
 * @param pullStartedAt the start of AWS's billing, if ECS reported it
 * @param stoppedAt empty while it runs
 * @param stopCause empty while it runs, and for a task that is no server
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
    if (!ID.matcher(runId).matches()) {
      throw new IllegalArgumentException("a run's id is 1 to 128 plain characters");
    }
    if (cpuUnits <= 0 || memoryMiB <= 0) {
      throw new IllegalArgumentException("a task has some CPU and some memory");
    }
  }

  public TaskRun endedBy(StopCauseKind kind) {
    return new TaskRun(
        runId, user, cpuUnits, memoryMiB, pullStartedAt, startedAt, stoppedAt, Optional.of(kind));
  }

  /** The start of billing; empty for a task that ended before the image pull. */
  public Optional<Instant> billedFrom() {
    return pullStartedAt.or(() -> startedAt);
  }
}
