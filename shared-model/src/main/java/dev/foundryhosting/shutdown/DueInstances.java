package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads who is due, and what their tasks do. ECS is asked for a hundred tasks at a time: it grants
 * an account some twenty calls a second, so a thousand servers could not be asked for one by one.
 */
final class DueInstances {
  /** How many of one shard are taken in one tick; the rest is due in the next. */
  private static final int SHARD_LIMIT = 500;

  private static final int READ_AT_ONCE = 64;

  /** What DescribeTasks takes. */
  private static final int TASKS_A_CALL = 100;

  private static final int CALLS_AT_ONCE = 4;

  private final Instances instances;
  private final Tasks tasks;
  private final ProblemLog journal;
  private final Clock clock;

  DueInstances(Instances instances, Tasks tasks, ProblemLog journal, Clock clock) {
    this.instances = instances;
    this.tasks = tasks;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * A server that must be looked at.
   *
   * @param record as it stands; empty when there is none, or it could not be read
   * @param task what ECS says of the task of a running server; empty when it said nothing
   */
  record Due(UserId user, Optional<Instance> record, Optional<TaskObservation> task) {
    private Instant since() {
      return record
          .flatMap(instance -> instance.reconcileStatus().nextCheckAt())
          .orElse(Instant.EPOCH);
    }
  }

  /**
   * Those that are due, longest first.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it cannot
   *     even be read who is due
   */
  List<Due> read() {
    List<UserId> users =
        IntStream.range(0, TableSchema.DUE_SHARDS)
            .boxed()
            .flatMap(shard -> instances.due(shard, clock.instant(), SHARD_LIMIT).stream())
            .toList();
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
      // Whoever looks at it reads it again, and says so if that fails, too: also of a record that
      // is damaged, which must not keep all others from being looked at.
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
    InParallel.each(calls, CALLS_AT_ONCE, this::ask).forEach(observed::putAll);
    return observed;
  }

  private Map<String, TaskObservation> ask(List<String> arns) {
    try {
      return tasks.observeAll(arns);
    } catch (RuntimeException e) {
      journal.trouble(
          "%d tasks are asked for one by one: %s".formatted(arns.size(), e.getMessage()), e);
      return Map.of();
    }
  }
}
