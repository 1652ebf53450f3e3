package dev.foundryhosting.instance;

import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks at every instance that is due, so that whatever was interrupted goes on: what a dead
 * process left, a lost event, a lost wake-up. Costs what is due, not what exists.
 */
public final class RepairSweep {
  /** How many of one shard are taken in one sweep; the rest is due in the next. */
  private static final int SHARD_LIMIT = 500;

  /** How many are worked on at the same time: AWS throttles, and each takes several calls. */
  private static final int AT_ONCE = 32;

  /** No instance is begun later than this before the deadline. */
  private static final Duration INSTANCE_NEEDS = Duration.ofSeconds(10);

  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final Clock clock;
  private final Journal journal;

  public RepairSweep(
      Instances instances, InstanceReconciler reconciler, Clock clock, Journal journal) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.clock = clock;
    this.journal = journal;
  }

  /**
   * How a sweep went.
   *
   * @param checked instances looked at
   * @param repaired of these, those that were brought further
   * @param failed of these, those where something went wrong; they are due again
   */
  public record Report(int checked, int repaired, int failed) {}

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it cannot
   *     even be read who is due
   */
  public Report sweep(Deadline deadline) {
    List<UserId> due =
        IntStream.range(0, TableSchema.DUE_SHARDS)
            .boxed()
            .flatMap(shard -> instances.due(shard, clock.instant(), SHARD_LIMIT).stream())
            .toList();
    return report(InParallel.each(due, AT_ONCE, user -> check(user, deadline)));
  }

  private enum Result {
    LEFT,
    CHECKED,
    REPAIRED,
    FAILED
  }

  private Result check(UserId user, Deadline deadline) {
    try {
      return deadline.leaves(INSTANCE_NEEDS) ? repair(user, deadline) : Result.LEFT;
    } catch (RuntimeException e) {
      journal.trouble("The sweep failed for " + user, e);
      return Result.FAILED;
    }
  }

  private Result repair(UserId user, Deadline deadline) {
    Optional<Instance> before = instances.find(user);
    Reconciliation outcome = reconciler.reconcile(user, deadline);
    if (!outcome.failures().isEmpty()) {
      return Result.FAILED;
    }
    boolean moved =
        before.isPresent()
            && outcome.instance().filter(after -> after.movedSince(before.get())).isPresent();
    return moved ? Result.REPAIRED : Result.CHECKED;
  }

  private static Report report(List<Result> results) {
    int checked = 0;
    int repaired = 0;
    int failed = 0;
    for (Result result : results) {
      switch (result) {
        case LEFT -> {}
        case CHECKED -> checked++;
        case REPAIRED -> {
          checked++;
          repaired++;
        }
        case FAILED -> {
          checked++;
          failed++;
        }
      }
    }
    return new Report(checked, repaired, failed);
  }
}
