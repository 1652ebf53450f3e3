package dev.foundryhosting.instance.command;

import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.util.function.Predicate;

/** Announces to a user that the server will be stopped, and has that done at the time. */
public final class AnnounceShutdown {
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final Clock clock;

  public AnnounceShutdown(Instances instances, InstanceReconciler reconciler, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Announces the end of a run. Nothing is done where that run is over, or where its end was
   * announced for no later already.
   */
  public void give(UserId user, String runId, Notice notice, Deadline deadline) {
    give(user, run -> run.runId().equals(runId), notice, deadline);
  }

  /**
   * As {@link #give(UserId, String, Notice, Deadline)}, where more than the run's id counts.
   *
   * @param meant whether a run is the one that is meant, as it stands when the notice is written
   */
  public void give(UserId user, Predicate<Run> meant, Notice notice, Deadline deadline) {
    instances
        .find(user)
        .ifPresent(
            found -> {
              var unused =
                  instances.update(
                      found,
                      i ->
                          i.run().filter(meant).isPresent()
                              ? i.noticed(notice, clock.instant())
                              : i);
            });
    var unused = reconciler.reconcile(user, deadline);
  }
}
