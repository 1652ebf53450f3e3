/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the instances that are due, and the state of their tasks: a hundred tasks a call, since ECS
 * grants an account some twenty calls a second.
 */
final class DueInstances {
  /** What is beyond the limit is due in the next tick. */
  private static final int SHARD_LIMIT = 500;

  private static final int READ_AT_ONCE = 64;

  /** The limit of DescribeTasks. */
  private static final int TASKS_A_CALL = 100;

  private static final int CALLS_AT_ONCE = 4;

  private final Instances instances;
  private final Tasks tasks;
  private final ProblemLog problemLog;
  private final Clock clock;

  DueInstances(Instances instances, Tasks tasks, ProblemLog problemLog, Clock clock) {
    this.instances = instances;
    this.tasks = tasks;
    this.problemLog = problemLog;
    this.clock = clock;
  }

  /**
   * @param record empty when there is none, or it cannot be read
   * @param task of a running server; empty when ECS does not know it
   */
  record Due(UserId user, Optional<Instance> record, Optional<TaskObservation> task) {
    private Instant since() {
      return dueAt().orElse(Instant.EPOCH);
    }

    /** How late it is; empty when that cannot be read. */
    Optional<Duration> lateAt(Instant now) {
      return dueAt().map(at -> Duration.between(at, now));
    }

    private Optional<Instant> dueAt() {
      return record.flatMap(instance -> instance.reconcileStatus().nextCheckAt());
    }
  }

  /**
   * The instance that is due longest comes first.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when the due index
   *     cannot be read
   */
  List<Due> read() {
    List<UserId> users = instances.allDue(clock.instant(), SHARD_LIMIT);
    List<Due> read = InParallel.each(users, READ_AT_ONCE, this::read);
    Map<String, TaskObservation> observed =
        observe(read.stream().flatMap(due -> taskArn(due).stream()).toList());
    return read.stream()
        .map(due -> new Due(due.user(), due.record(), taskArn(due).map(observed::get)))
        .sorted(Comparator.comparing(Due::since))
        .toList();
  }

  private Due read(UserId user) {
    try {
      return new Due(user, instances.find(user), Optional.empty());
    } catch (RuntimeException e) {
      // The sweep reads it again and reports the failure. A damaged record must not stop the
      // others.
      return new Due(user, Optional.empty(), Optional.empty());
    }
  }

  private static Optional<String> taskArn(Due due) {
    return due.record()
        .filter(instance -> instance.status() == Status.RUNNING)
        .flatMap(Instance::run)
        .flatMap(Run::task)
        .map(TaskObservation::taskArn);
  }

  private Map<String, TaskObservation> observe(List<String> arns) {
    List<List<String>> calls = new ArrayList<>();
    for (int from = 0; from < arns.size(); from += TASKS_A_CALL) {
      calls.add(arns.subList(from, Math.min(arns.size(), from + TASKS_A_CALL)));
    }
    Map<String, TaskObservation> observed = new HashMap<>();
    InParallel.each(calls, CALLS_AT_ONCE, this::describe).forEach(observed::putAll);
    return observed;
  }

  private Map<String, TaskObservation> describe(List<String> arns) {
    try {
      return tasks.observeAll(arns);
    } catch (RuntimeException e) {
      problemLog.trouble(
          "%d tasks are described one by one: %s".formatted(arns.size(), e.getMessage()), e);
      return Map.of();
    }
  }
}
