/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.TaskObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an instance must be looked at again; pure functions. */
final class RequeuePolicy {
  private static final Duration MOVING_CHECK = Duration.ofSeconds(60);

  /** A little less than the period of the timer, so that each tick finds it. */
  private static final Duration RUNNING_CHECK = Duration.ofMinutes(4);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private RequeuePolicy() {}

  /** When the sweep must look; empty for an instance that needs no attention. */
  static Optional<Instant> nextCheck(Instance instance, Instant now) {
    if (isMoving(instance, now)) {
      return Optional.of(now.plus(pause(MOVING_CHECK, instance.reconcileStatus().failures())));
    }
    if (instance.gone()) {
      return Optional.of(TeardownJobs.keptUntil(instance)).filter(now::isBefore);
    }
    if (instance.status() == Status.RUNNING) {
      return Optional.of(running(instance.run().orElseThrow(), now));
    }
    return instance.outbox().isEmpty() ? Optional.empty() : Optional.of(now.plus(MOVING_CHECK));
  }

  private static boolean isMoving(Instance instance, Instant now) {
    boolean works =
        instance.run().isEmpty()
            && (instance.openFileJob(now).isPresent()
                || instance.update().filter(update -> update.starts(now)).isPresent());
    return switch (instance.status()) {
      case CREATING, STARTING, STOPPING -> true;
      case DESTROYING -> !instance.gone() || works;
      case CREATED, STOPPED, FAILED -> works;
      case RUNNING -> false;
    };
  }

  /**
   * No later than the announced stop, soon where players cannot come in or ECS does not show the
   * task, and at once while the players were never counted.
   */
  private static Instant running(Run run, Instant now) {
    if (run.activity().readAt().isEmpty()) {
      return now;
    }
    boolean quiet = run.targetRegistered() && !isMissing(run);
    Instant usual = now.plus(quiet ? RUNNING_CHECK : MOVING_CHECK);
    return run.notice().map(Notice::stopAt).filter(usual::isAfter).orElse(usual);
  }

  /**
   * How soon a wake-up is wanted while something is moving, or for the second look at a running
   * server whose task ECS does not show; else empty.
   *
   * @param pause how soon one is worth its cost
   */
  static Optional<Duration> wakeup(Instance instance, Duration pause, Instant now) {
    int failures = instance.reconcileStatus().failures();
    if (isMoving(instance, now)) {
      return Optional.of(pause(pause, failures));
    }
    return instance.status() == Status.RUNNING
            && instance.run().filter(RequeuePolicy::isMissing).isPresent()
        ? Optional.of(pause(TaskObservation.MISSING_APART, failures))
        : Optional.empty();
  }

  private static boolean isMissing(Run run) {
    return run.task().flatMap(TaskObservation::missing).isPresent();
  }

  /** Twice as long after each failure in a row, up to ten minutes. */
  private static Duration pause(Duration usual, int failures) {
    Duration pause = usual.multipliedBy(1L << Math.min(failures, 6));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
