/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.FormerWipe;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskSize;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.TaskRun;
import dev.foundryhosting.usage.port.UnbookedRuns;
import java.util.Optional;

/** The tasks of instances as the ledger sees them. */
public final class MeteredTasks implements UnbookedRuns {
  private static final TaskSize FORMER_WIPE = new TaskSize(256, 512);

  private final Instances instances;

  public MeteredTasks(Instances instances) {
    this.instances = instances;
  }

  @Override
  public Optional<TaskRun> of(UserId user) {
    return instances.find(user).flatMap(MeteredTasks::unbooked);
  }

  /** The task of an instance that is not in the ledger yet: of its server, or of its removal. */
  public static Optional<TaskRun> unbooked(Instance instance) {
    return ofRun(instance)
        .filter(any -> !instance.run().orElseThrow().booked())
        .or(
            () ->
                instance
                    .teardown()
                    .flatMap(Teardown::formerWipe)
                    .filter(wipe -> !wipe.booked())
                    .flatMap(wipe -> ofFormerWipe(instance, wipe)));
  }

  static Optional<TaskRun> ofRun(Instance instance) {
    return instance
        .run()
        .flatMap(
            run ->
                run.task()
                    .map(task -> metered(run.runId(), instance, task, TaskSize.of(run.size()))));
  }

  static Optional<TaskRun> ofFormerWipe(Instance instance, FormerWipe wipe) {
    return wipe.task().map(task -> metered(wipe.wipeId(), instance, task, FORMER_WIPE));
  }

  private static TaskRun metered(
      String runId, Instance instance, TaskObservation task, TaskSize defined) {
    TaskSize size = task.size().orElse(defined);
    return new TaskRun(
        runId,
        instance.userId(),
        size.cpuUnits(),
        size.memoryMiB(),
        task.pullStartedAt(),
        task.startedAt(),
        task.stoppedAt(),
        Optional.empty());
  }
}
