/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.port;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.TaskRun;
import java.util.Optional;

/** Port: the tasks that are not in the ledger yet. */
@FunctionalInterface
public interface UnbookedRuns {
  /**
   * The user's task that runs, or that ended and is not booked yet; there is at most one.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  Optional<TaskRun> of(UserId user);
}
