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
 * Has a borrower's server that runs on after its session end sooner, since the owner of the licence
 * wants to play, or wants it back, or somebody's session is on: they come first (rule 5), and who
 * plays there has ten minutes to end all the same (rule 4).
 */
public final class ReclaimLicense {
  private final Instances instances;
  private final AnnounceShutdown notice;
  private final Clock clock;

  public ReclaimLicense(Instances instances, InstanceReconciler reconciler, Clock clock) {
    this.instances = instances;
    this.notice = new AnnounceShutdown(instances, reconciler, clock);
    this.clock = clock;
  }

  /**
   * Announces the end of a run whose session is over, unless it ends sooner anyway.
   *
   * @param holder the run that holds the licence
   * @return when that run will be stopped; empty when its end is not announced
   */
  public Optional<Instant> of(RunClaim holder, Deadline deadline) {
    Instant now = clock.instant();
    if (holding(holder).filter(run -> overstays(run, now)).isPresent()) {
      notice.give(
          holder.user(),
          run -> run.runId().equals(holder.runId()) && overstays(run, now),
          new Notice(
              now.plus(Notice.AHEAD),
              new StopCause(
                  StopCauseKind.SESSION_OVER,
                  "The session is over, and the owner of the licence, or the next session, comes"
                      + " first."),
              false),
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
