package dev.foundryhosting.instance;

import dev.foundryhosting.platform.UserId;
import java.time.Clock;

/** Announces to a user that the server will be stopped, and has that done at the time. */
public final class GiveNotice {
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final Clock clock;

  public GiveNotice(Instances instances, InstanceReconciler reconciler, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Announces the end of a run. Nothing is done where that run is over, or where its end was
   * announced for no later already.
   */
  public void give(UserId user, String runId, Notice notice, Deadline deadline) {
    instances
        .find(user)
        .ifPresent(
            found -> {
              var unused =
                  instances.update(
                      found, i -> runs(i, runId) ? i.noticed(notice, clock.instant()) : i);
            });
    var unused = reconciler.reconcile(user, deadline);
  }

  private static boolean runs(Instance instance, String runId) {
    return instance.run().filter(run -> run.runId().equals(runId)).isPresent();
  }
}
