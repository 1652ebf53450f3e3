package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A look at a running server that finds nothing to do, as nearly every look does: then it costs no
 * lease, and seldom a write. Pure functions.
 */
public final class NoOpCheck {
  /**
   * So much later than it was due, a server is noted as looked at even when nothing is new. Until
   * then it simply stays due. Later, those that were looked at would stand before others in the
   * index that were not.
   */
  private static final Duration NOTED_AFTER = Duration.ofMinutes(9);

  private NoOpCheck() {}

  /**
   * Whether a running server leaves the reconciler nothing to do: its task is as it was recorded,
   * and no step is to be taken but to look at that.
   *
   * @param task what ECS says of its task now; empty when it said nothing
   */
  static boolean findsNothing(Instance instance, Optional<TaskObservation> task, Instant now) {
    return instance.status() == Status.RUNNING
        && task.isPresent()
        && instance.run().flatMap(Run::task).equals(task)
        && instance.reconcileStatus().lease().isEmpty()
        && instance.reconcileStatus().failures() == 0
        && StateTransition.on(instance, false, now).equals(instance)
        && ReconcilePlan.next(instance, observed(), now).isEmpty();
  }

  private static AttemptedSteps observed() {
    AttemptedSteps ledger = new AttemptedSteps();
    ledger.begin(Step.OBSERVE_TASK);
    ledger.succeed(Step.OBSERVE_TASK);
    return ledger;
  }

  /**
   * The record to write after a look at a server.
   *
   * @param current as it stands
   * @param judged with what the look said of its players, and what follows from that
   * @param task what ECS says of its task now
   * @return the record as it stands when nothing needs to be written
   */
  public static Instance noted(
      Instance current, Instance judged, Optional<TaskObservation> task, Instant now) {
    if (!findsNothing(judged, task, now)) {
      return judged;
    }
    boolean known =
        judged.withActivity(activity(current)).equals(current)
            && activity(judged).saysAs(activity(current));
    boolean longDue =
        current
            .reconcileStatus()
            .nextCheckAt()
            .filter(due -> due.plus(NOTED_AFTER).isAfter(now))
            .isEmpty();
    return known && !longDue
        ? current
        : judged.with(judged.reconcileStatus().checkAt(RequeuePolicy.nextCheck(judged, now)));
  }

  private static PlayerActivity activity(Instance running) {
    return running.run().orElseThrow().activity();
  }
}
