/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The one restart of a server whose run ended badly (docs/decisions/ADR-017.md). The write that
 * ends the run asks for it; a start like any other makes it, once nothing is left of that run.
 *
 * @param runId the run that the restart began; empty while it is pending
 */
public record AutoRestart(
    String endedRunId, Instant endedAt, StopCause stopCause, Optional<String> runId) {
  /** A restart must begin within this time, and a second end within it restarts nothing. */
  public static final Duration WITHIN = Duration.ofMinutes(10);

  public boolean pending() {
    return runId.isEmpty();
  }

  /** When it is too late for it. */
  public Instant until() {
    return endedAt.plus(WITHIN);
  }

  public AutoRestart startedWith(Run run) {
    return new AutoRestart(endedRunId, endedAt, stopCause, Optional.of(run.runId()));
  }
}
