/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;

/** Port: the tasks and routes that no record knew at the last scan. There is one such list. */
public interface OrphanCandidates {
  /** Strongly consistent. */
  Known read();

  /** {@return whether the list was written; false when it was written since it was read} */
  boolean save(Known changed);

  /**
   * The list.
   *
   * @param revision counts the writes; 0 before the first
   */
  record Known(List<OrphanTask> tasks, List<OrphanRoute> routes, long revision) {
    public Known {
      tasks = List.copyOf(tasks);
      routes = List.copyOf(routes);
    }

    public static Known none() {
      return new Known(List.of(), List.of(), 0);
    }

    boolean isEmpty() {
      return tasks.isEmpty() && routes.isEmpty();
    }
  }

  /**
   * A task that no record knew. It stays in the list until its cost is booked.
   *
   * @param since the first scan that found it
   */
  record OrphanTask(TaskInventory.RunningTask task, Instant since) {}

  /**
   * A route of a user whose record has no run.
   *
   * @param user in the target group's tag
   * @param since the first scan that found it
   */
  record OrphanRoute(String targetGroupArn, UserId user, Instant since) {}
}
