/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.regex.Pattern;

/** Port: the running tasks of the platform. */
public interface TaskInventory {
  /**
   * Every task of the platform's cluster with the platform's tags and the desired status RUNNING.
   * May lag a moment behind a start.
   */
  List<RunningTask> list();

  /**
   * A running task.
   *
   * @param user in its tag
   * @param token of its start; empty when it was started by hand
   * @param cpuUnits 1024 is one vCPU
   */
  record RunningTask(String taskArn, UserId user, String token, int cpuUnits, int memoryMiB) {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** The id for the ledger: the token, or the task's own id where the token cannot be one. */
    String runId() {
      return RUN_ID.matcher(token).matches()
          ? token
          : taskArn.substring(taskArn.lastIndexOf('/') + 1);
    }
  }
}
