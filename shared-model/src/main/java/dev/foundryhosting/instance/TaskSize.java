/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.platform.ServerSize;

/**
 * How much of a machine a task has, which is what AWS bills.
 *
 * @param cpuUnits 1024 is one vCPU
 */
public record TaskSize(int cpuUnits, int memoryMiB) {
  public TaskSize {
    if (cpuUnits <= 0 || memoryMiB <= 0) {
      throw new IllegalArgumentException("a task has some CPU and some memory");
    }
  }

  /** Of the task that runs a server. */
  public static TaskSize of(ServerSize size) {
    return new TaskSize(size.cpuUnits(), size.memoryMiB());
  }
}
