package dev.foundryhosting.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the reconciler decides by itself when reality goes another way than was desired; a pure
 * function.
 */
final class Verdict {
  /** A start that is not ready by then is given up. */
  static final Duration START_LIMIT = Duration.ofMinutes(10);

  private Verdict() {}

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
      Ending interrupted = Endings.interrupted(instance.profile().createdAt());
      return instance.destroying(true, false, Optional.of(interrupted), now);
    }
    if (instance.desired() != Desired.RUNNING) {
      return instance;
    }
    Run run = instance.run().orElseThrow();
    if (run.taskEnded()) {
      return Comeback.fallen(instance, StopReason.of(run.task().orElseThrow()), now);
    }
    if (run.readyAt().isEmpty() && !now.isBefore(run.requestedAt().plus(START_LIMIT))) {
      Ending tooSlow = Endings.tooSlow(run, instance.upkeep().lastError());
      return instance.stopping(Optional.of(tooSlow), now);
    }
    Optional<Notice> due = run.notice().filter(notice -> notice.due(now));
    if (due.isPresent()) {
      return instance.stopping(due.map(Notice::ending), now);
    }
    return instance;
  }

  /**
   * The record of a run whose way is gone although the record still says where it is.
   *
   * @return empty when the run has another way by now, or is to have none
   */
  static Optional<Instance> wayLost(Instance instance, Route lost) {
    return instance
        .run()
        .filter(run -> instance.desired() == Desired.RUNNING)
        .filter(run -> run.route().filter(lost::equals).isPresent())
        .map(run -> instance.with(run.withoutWay()));
  }
}
