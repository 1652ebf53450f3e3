/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Recognises a look at a running server that finds nothing to do, as most looks do: it costs no
 * lease, and seldom a write. Pure functions.
 */
public final class NoOpCheck {
  /**
   * A server on which nothing is new stays due, without a write, for so long. Later it would stand
   * in the index before servers that were not looked at.
   */
  private static final Duration WRITTEN_AFTER = Duration.ofMinutes(9);

  private NoOpCheck() {}

  /**
   * Whether a running server leaves the reconciler nothing to do: its task is as recorded, and the
   * only step would be to observe it.
   *
   * @param task what ECS says of its task now; empty when it said nothing
   */
  static boolean findsNothing(Instance instance, Optional<TaskObservation> task, Instant now) {
    return instance.status() == Status.RUNNING
        && task.isPresent()
        && instance.run().flatMap(Run::task).equals(task)
        && instance.reconcileStatus().lease().isEmpty()
        && instance.reconcileStatus().failures() == 0
        && !DomainEvents.hasProgressed(instance)
        && StateTransition.on(instance, false, now).equals(instance)
        && ReconcilePlan.next(instance, observed(), now).isEmpty();
  }

  private static AttemptedSteps observed() {
    AttemptedSteps attempts = new AttemptedSteps();
    attempts.begin(Step.OBSERVE_TASK);
    attempts.succeed(Step.OBSERVE_TASK);
    return attempts;
  }

  /**
   * The record to write after a look at a server.
   *
   * @param current as it is now
   * @param decided with the players that the look counted, and what was decided on that
   * @param task what ECS says of its task now
   * @return the current record when nothing needs to be written
   */
  public static Instance recorded(
      Instance current, Instance decided, Optional<TaskObservation> task, Instant now) {
    if (!findsNothing(decided, task, now)) {
      return decided;
    }
    boolean known =
        decided.withActivity(activity(current)).equals(current)
            && activity(decided).saysAs(activity(current));
    boolean longDue =
        current
            .reconcileStatus()
            .nextCheckAt()
            .filter(due -> due.plus(WRITTEN_AFTER).isAfter(now))
            .isEmpty();
    return known && !longDue
        ? current
        : decided.with(decided.reconcileStatus().checkAt(RequeuePolicy.nextCheck(decided, now)));
  }

  private static PlayerActivity activity(Instance running) {
    return running.run().orElseThrow().activity();
  }
}
