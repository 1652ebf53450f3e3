package dev.foundryhosting.shutdown.orphan;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.Teardown;
import dev.foundryhosting.instance.Wipe;
import dev.foundryhosting.shutdown.orphan.RouteInventory.InstalledRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether something that carries the platform's tags belongs to somebody; pure functions.
 *
 * <p>A run's token is in the record before its task is started, and is never used again. So a task
 * whose token a record does not hold, read after the task was seen, is nobody's for good. The
 * second look is there for what nobody thought of.
 */
final class OrphanPolicy {
  /** So long after the first look the second one decides. */
  static final Duration SECOND_LOOK = Duration.ofMinutes(5);

  /** So long the load balancer may take to show a rule that was just made. */
  static final Duration RULE_APPEARS = Duration.ofMinutes(2);

  private OrphanPolicy() {}

  /** What becomes of a task or of a way to a server. */
  enum OrphanDecision {
    /** It is somebody's. */
    BELONGS,
    /** It seems to be nobody's: it is remembered. */
    CANDIDATE,
    /** It was nobody's at the first look, and it still is: it goes. */
    ORPHAN
  }

  /**
   * @param record of the user whose tag the task carries, read after the task was seen
   * @param since when it was seen first as nobody's; empty when this is the first look
   */
  static OrphanDecision ofTask(
      TaskInventory.RunningTask task,
      Optional<Instance> record,
      Optional<Instant> since,
      Instant now) {
    return record.filter(instance -> knows(instance, task)).isPresent()
        ? OrphanDecision.BELONGS
        : ofNobody(since, now);
  }

  /**
   * A way belongs to a run in whatever state: the reconciler opens it before it records it, and
   * removes it before the run is over.
   */
  static OrphanDecision ofRoute(Optional<Instance> record, Optional<Instant> since, Instant now) {
    return record.flatMap(Instance::run).isPresent()
        ? OrphanDecision.BELONGS
        : ofNobody(since, now);
  }

  private static OrphanDecision ofNobody(Optional<Instant> since, Instant now) {
    return since.filter(first -> !now.isBefore(first.plus(SECOND_LOOK))).isPresent()
        ? OrphanDecision.ORPHAN
        : OrphanDecision.CANDIDATE;
  }

  private static boolean knows(Instance instance, TaskInventory.RunningTask task) {
    boolean runs =
        instance
            .run()
            .filter(run -> run.runId().equals(task.token()) || isRecorded(run, task))
            .isPresent();
    Optional<Wipe> wipe = instance.teardown().flatMap(Teardown::wipe);
    return runs || wipe.filter(each -> each.wipeId().equals(task.token())).isPresent();
  }

  private static boolean isRecorded(Run run, TaskInventory.RunningTask task) {
    return run.task().filter(seen -> seen.taskArn().equals(task.taskArn())).isPresent();
  }

  /**
   * Whether players cannot reach a running server any more, although its record says how.
   *
   * @param record read before the ways were listed
   */
  static boolean routeLost(Instance record, Collection<InstalledRoute> standing, Instant now) {
    if (record.status() != Status.RUNNING) {
      // A start whose way is gone is given up when its time is over, and says why.
      return false;
    }
    Run run = record.run().orElseThrow();
    boolean settled = run.readyAt().filter(at -> !now.isBefore(at.plus(RULE_APPEARS))).isPresent();
    return settled
        && run.route()
            .filter(
                route ->
                    standing.stream()
                        .filter(way -> way.targetGroupArn().equals(route.targetGroupArn()))
                        .noneMatch(way -> way.ruleArns().contains(route.ruleArn())))
            .isPresent();
  }
}
