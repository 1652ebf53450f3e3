/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.shutdown.orphan.TaskInventory;
import java.time.Clock;

class InMemoryTaskInventoryTest extends TaskInventoryContract {
  private final InMemoryTasks tasks = new InMemoryTasks(Clock.systemUTC());

  @Override
  protected Tasks tasks() {
    return tasks;
  }

  @Override
  protected TaskInventory living() {
    return tasks;
  }

  @Override
  protected void letStop(String taskArn) {
    tasks.stopped(taskArn);
  }
}
