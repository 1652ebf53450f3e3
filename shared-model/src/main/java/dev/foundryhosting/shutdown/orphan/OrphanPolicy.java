/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.instance.FormerWipe;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.shutdown.orphan.RouteInventory.InstalledRoute;
import dev.foundryhosting.shutdown.orphan.TaskInventory.RunningTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether a task or a route with the platform's tags is an orphan; pure functions.
 *
 * <p>A record holds a run's token before the run's task is started, and a token is never used
 * again. So a task whose token is missing in a record that was read after the task was seen is an
 * orphan for good. The second scan guards against errors in this reasoning.
 */
final class OrphanPolicy {
  /** The least time from the first scan that finds a candidate to the one that decides. */
  static final Duration SECOND_SCAN = Duration.ofMinutes(5);

  /** The load balancer lists a new rule after this time at the latest. */
  static final Duration RULE_APPEARS = Duration.ofMinutes(2);

  private OrphanPolicy() {}

  /** What a task or a route is. */
  enum OrphanDecision {
    OWNED,
    /** No record knows it; the second scan decides. */
    CANDIDATE,
    /** No record knew it at the first scan, and none knows it now. */
    ORPHAN
  }

  /**
   * @param record of the user in the task's tag, read after the task was seen
   * @param since the first scan that found it as a candidate, if there was one
   */
  static OrphanDecision ofTask(
      RunningTask task, Optional<Instance> record, Optional<Instant> since, Instant now) {
    boolean owned = record.filter(instance -> knows(instance, task)).isPresent();
    return owned ? OrphanDecision.OWNED : withoutOwner(since, now);
  }

  /**
   * Any run owns its user's route: the reconciler opens the route before it records it, and removes
   * it before the run is over.
   */
  static OrphanDecision ofRoute(Optional<Instance> record, Optional<Instant> since, Instant now) {
    boolean owned = record.flatMap(Instance::run).isPresent();
    return owned ? OrphanDecision.OWNED : withoutOwner(since, now);
  }

  private static OrphanDecision withoutOwner(Optional<Instant> since, Instant now) {
    return since.filter(first -> !now.isBefore(first.plus(SECOND_SCAN))).isPresent()
        ? OrphanDecision.ORPHAN
        : OrphanDecision.CANDIDATE;
  }

  private static boolean knows(Instance instance, RunningTask task) {
    Optional<FormerWipe> wipe = instance.teardown().flatMap(Teardown::formerWipe);
    return instance.run().filter(run -> knows(run, task)).isPresent()
        || wipe.filter(each -> each.wipeId().equals(task.token())).isPresent();
  }

  private static boolean knows(Run run, RunningTask task) {
    return run.runId().equals(task.token())
        || run.task().filter(seen -> seen.taskArn().equals(task.taskArn())).isPresent();
  }

  /**
   * Whether players cannot reach a running server although its record holds a route.
   *
   * @param record read before the routes were listed
   */
  static boolean routeLost(Instance record, Collection<InstalledRoute> installed, Instant now) {
    if (record.status() != Status.RUNNING) {
      // A start without its route fails by itself when its time is over, and says why.
      return false;
    }
    Run run = record.run().orElseThrow();
    boolean listed = run.readyAt().filter(at -> !now.isBefore(at.plus(RULE_APPEARS))).isPresent();
    return listed
        && run.route()
            .filter(
                route ->
                    installed.stream()
                        .filter(each -> each.targetGroupArn().equals(route.targetGroupArn()))
                        .noneMatch(each -> each.ruleArns().contains(route.ruleArn())))
            .isPresent();
  }
}
