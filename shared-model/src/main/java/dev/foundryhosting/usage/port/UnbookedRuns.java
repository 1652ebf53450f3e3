package dev.foundryhosting.usage.port;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.TaskRun;
import java.util.Optional;

/** Port: the task of a user that costs something now, and is not in the ledger yet. */
@FunctionalInterface
public interface UnbookedRuns {
  /**
   * A user's task that runs, or that ended and was not booked yet; a user has one at most.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  Optional<TaskRun> of(UserId user);
}
