/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

/**
 * How much of a machine a task has, which is what AWS bills.
 *
 * @param cpuUnits 1024 is one vCPU
 */
public record TaskSize(int cpuUnits, int memoryMiB) {
  /** Of the task that runs a server. */
  public static final TaskSize SERVER = new TaskSize(1024, 2048);

  public TaskSize {
    if (cpuUnits <= 0 || memoryMiB <= 0) {
      throw new IllegalArgumentException("a task has some CPU and some memory");
    }
  }
}
