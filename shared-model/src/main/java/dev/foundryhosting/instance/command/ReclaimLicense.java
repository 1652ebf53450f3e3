/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.license.RunClaim;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends a borrower's run that goes on after its session, for the owner of the licence or for the
 * next session: they come first (rule 5), but its players have ten minutes to end (rule 4).
 */
public final class ReclaimLicense {
  private static final StopCause SESSION_OVER =
      new StopCause(
          StopCauseKind.SESSION_OVER,
          "The session is over, and the owner of the licence, or the next session, comes first.");

  private final Instances instances;
  private final AnnounceShutdown announceShutdown;
  private final Clock clock;

  public ReclaimLicense(Instances instances, InstanceReconciler reconciler, Clock clock) {
    this.instances = instances;
    this.announceShutdown = new AnnounceShutdown(instances, reconciler, clock);
    this.clock = clock;
  }

  /**
   * Announces the end of a run whose session is over, unless it ends sooner anyway.
   *
   * @param holder the run that holds the licence
   * @return when that run will be stopped; empty when its end is not announced
   */
  public Optional<Instant> from(RunClaim holder, Deadline deadline) {
    Instant now = clock.instant();
    if (holding(holder).filter(run -> overstays(run, now)).isPresent()) {
      announceShutdown.announce(
          holder.user(),
          run -> run.runId().equals(holder.runId()) && overstays(run, now),
          new Notice(now.plus(Notice.AHEAD), SESSION_OVER, false),
          deadline);
    }
    return holding(holder).flatMap(Run::notice).map(Notice::stopAt);
  }

  private Optional<Run> holding(RunClaim holder) {
    return instances
        .find(holder.user())
        .flatMap(Instance::run)
        .filter(run -> run.runId().equals(holder.runId()));
  }

  private static boolean overstays(Run run, Instant now) {
    return run.booking().filter(booking -> !now.isBefore(booking.slot().end())).isPresent();
  }
}
