package dev.foundryhosting.instance;

import dev.foundryhosting.shutdown.LivingTasks;
import java.time.Clock;

class InMemoryLivingTasksTest extends LivingTasksContract {
  private final InMemoryTasks tasks = new InMemoryTasks(Clock.systemUTC());

  @Override
  protected Tasks tasks() {
    return tasks;
  }

  @Override
  protected LivingTasks living() {
    return tasks;
  }

  @Override
  protected void letStop(String taskArn) {
    tasks.stopped(taskArn);
  }
}
