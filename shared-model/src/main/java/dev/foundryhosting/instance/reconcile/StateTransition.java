package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the reconciler decides by itself when reality goes another way than was desired; a pure
 * function.
 */
final class StateTransition {
  /** A start that is not ready by then is given up. */
  static final Duration START_LIMIT = Duration.ofMinutes(10);

  private StateTransition() {}

  /**
   * The record with the desired state that must hold from now on; the same record when nothing
   * changes.
   *
   * @param credentialsLost whether the secret is missing and nobody is left who could store it
   */
  static Instance on(Instance instance, boolean credentialsLost, Instant now) {
    if (instance.desired() == Desired.STOPPED
        && instance.run().isEmpty()
        && !instance.resources().has(Resource.SECRET)
        && credentialsLost) {
      StopCause interrupted = StopCauses.interrupted(instance.profile().createdAt());
      return instance.destroying(true, false, Optional.of(interrupted), now);
    }
    if (instance.desired() != Desired.RUNNING) {
      return instance;
    }
    Run run = instance.run().orElseThrow();
    if (run.taskEnded()) {
      return RestartPolicy.afterTaskEnd(
          instance, run.task().flatMap(TaskObservation::stopCause).orElseThrow(), now);
    }
    if (run.readyAt().isEmpty() && !now.isBefore(run.requestedAt().plus(START_LIMIT))) {
      StopCause tooSlow = StopCauses.tooSlow(run, instance.reconcileStatus().lastError());
      return instance.stopping(Optional.of(tooSlow), now);
    }
    Optional<Notice> due = run.notice().filter(notice -> notice.due(now));
    if (due.isPresent()) {
      return instance.stopping(due.map(Notice::stopCause), now);
    }
    return instance;
  }

  /**
   * The record of a run whose way is gone although the record still says where it is.
   *
   * @return empty when the run has another way by now, or is to have none
   */
  static Optional<Instance> routeLost(Instance instance, Route lost) {
    return instance
        .run()
        .filter(run -> instance.desired() == Desired.RUNNING)
        .filter(run -> run.route().filter(lost::equals).isPresent())
        .map(run -> instance.with(run.withRouteLost()));
  }
}
