/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.AutoRestart;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Sizing;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import java.time.Instant;
import java.util.Optional;

/** Which runs that ended badly are started once more (docs/decisions/ADR-017.md); pure. */
public final class RestartPolicy {
  private RestartPolicy() {}

  /** The server stops since its task ended unasked; it restarts if players were there. */
  public static Instance afterTaskEnd(Instance instance, StopCause why, Instant now) {
    Run run = instance.run().orElseThrow();
    Instant endedAt = run.task().flatMap(TaskObservation::stoppedAt).orElse(now);
    boolean intended = why.kind() == StopCauseKind.STOPPED_OUTSIDE || announced(run);
    boolean secondTime =
        restartedBefore(instance).filter(before -> endedAt.isBefore(before.until())).isPresent();
    boolean tooLate = !now.isBefore(endedAt.plus(AutoRestart.WITHIN));
    boolean restarts =
        run.activity().playedAt().isPresent() && !intended && !secondTime && !tooLate;
    if (why.kind() != StopCauseKind.OUT_OF_MEMORY) {
      return stopping(instance, why, endedAt, restarts, now);
    }
    Sizing sizing = instance.sizing().exhaust(run.size());
    StopCause outOfMemory = sizing.outOfMemory(run.size());
    return stopping(instance.with(sizing), outOfMemory, endedAt, restarts, now);
  }

  /** The server stops since it answers no more; it restarts unless this happened before. */
  public static Instance afterUnresponsive(Instance instance, StopCause why, Instant now) {
    boolean secondTime =
        restartedBefore(instance)
            .filter(before -> before.stopCause().kind() == why.kind())
            .isPresent();
    boolean restarts = !announced(instance.run().orElseThrow()) && !secondTime;
    return stopping(instance, why, now, restarts, now);
  }

  /** The pending restart begins with a run. */
  static Instance begun(Instance instance, Run run) {
    AutoRestart pending = instance.autoRestart().orElseThrow();
    return instance
        .starting(run, run.requestedAt())
        .withAutoRestart(Optional.of(pending.startedWith(run)));
  }

  /** A pending restart is cancelled by a stop. */
  public static Instance cancelled(Instance instance, Instant now) {
    return instance.restarts() ? instance.withAutoRestart(Optional.empty()).touched(now) : instance;
  }

  /**
   * A start that cannot be is stopped before ECS was asked for its task. Which restart it was stays
   * on the record until the run is over.
   */
  static Instance refused(Instance instance, StopCause why, Instant now) {
    return instance.desired() == Desired.RUNNING
        ? instance.stopping(Optional.of(why), now).withAutoRestart(instance.autoRestart())
        : instance;
  }

  /** The pending restart is given up. */
  static Instance givenUp(Instance instance, String why, Instant now) {
    StopCause first = instance.stopCause().orElseThrow();
    StopCause both =
        new StopCause(first.kind(), first.why() + " It could not be started again: " + why);
    Instance changed = instance.stopping(Optional.of(both), now);
    return DomainEvents.withEvents(instance, changed, now);
  }

  private static Instance stopping(
      Instance instance, StopCause why, Instant endedAt, boolean restarts, Instant now) {
    String runId = instance.run().orElseThrow().runId();
    AutoRestart pending = new AutoRestart(runId, endedAt, why, Optional.empty());
    return instance
        .stopping(Optional.of(why), now)
        .withAutoRestart(Optional.of(pending).filter(any -> restarts));
  }

  /** The restart by which the present run was started. */
  private static Optional<AutoRestart> restartedBefore(Instance instance) {
    return instance.autoRestart().filter(r -> r.runId().equals(instance.run().map(Run::runId)));
  }

  /**
   * Whether the run was about to end anyway, and its user could not put that off. A spending cap is
   * announced hours ahead and does not count: the start checks what is left of it.
   */
  private static boolean announced(Run run) {
    return run.notice()
        .filter(notice -> !notice.canKeepAlive())
        .filter(notice -> notice.stopCause().kind() != StopCauseKind.SPENDING_CAP)
        .isPresent();
  }
}
