package dev.foundryhosting.license;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Objects;

/**
 * The one run that uses a licence now.
 *
 * @param runId the run; a licence is released only by the run that claimed it
 * @param user who plays
 * @param since when it was claimed
 */
public record RunClaim(String runId, UserId user, Instant since) {
  public RunClaim {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(since, "since");
  }
}
