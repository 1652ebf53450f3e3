/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Resource;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.TaskObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the reconciler decides by itself when reality departs from what is desired; pure. */
final class StateTransition {
  /** A start that is not ready after this time is given up. */
  static final Duration START_LIMIT = Duration.ofMinutes(10);

  /** After so many passes in a row a creation that still meets the same refusal is given up. */
  static final int CREATION_PASSES = 3;

  private static final StopCause LOST =
      new StopCause(StopCauseKind.UNEXPECTED, "AWS does not know the server's task any more.");

  /** What the server's process waits for, or ends of, before it is ready: the images differ. */
  private static final String LOG_SAYS_WHICH =
      "the download, the login or the licence fails; the server's log says which. Its operator"
          + " finds that in the log group of the servers.";

  /** SIGKILL. */
  private static final int KILLED = 137;

  private StateTransition() {}

  /**
   * The record with the desired state that must hold from now on; the same record when nothing
   * changes.
   *
   * @param credentialsLost whether the secret is missing and no process is left that could store it
   */
  static Instance on(Instance instance, boolean credentialsLost, Instant now) {
    if (instance.desired() == Desired.STOPPED
        && instance.run().isEmpty()
        && !instance.resources().has(Resource.SECRET)
        && credentialsLost) {
      return takenBack(instance, interrupted(instance), now);
    }
    Instance guarded = UpdatePolicy.withNext(instance, now);
    if (!guarded.equals(instance)) {
      return guarded;
    }
    if (instance.desired() != Desired.RUNNING) {
      return TeardownJobs.withNext(instance, now);
    }
    Run run = instance.run().orElseThrow();
    if (run.taskEnded()) {
      return RestartPolicy.afterTaskEnd(instance, ended(run), now);
    }
    if (run.task().filter(TaskObservation::lost).isPresent()) {
      // It may live all the same: the stop makes sure, before anything is started again.
      return RestartPolicy.afterTaskEnd(instance, LOST, now);
    }
    if (run.readyAt().isEmpty() && !now.isBefore(run.requestedAt().plus(START_LIMIT))) {
      return instance.stopping(Optional.of(tooSlow(instance, run)), now);
    }
    Optional<Notice> due = run.notice().filter(notice -> notice.due(now));
    return due.isPresent() ? instance.stopping(due.map(Notice::stopCause), now) : instance;
  }

  /**
   * The record of a creation that cannot succeed: it is taken back, and its user reads why. One
   * that ran before, or was complete once, is never given up like this.
   *
   * @param refusal what this pass failed of, where trying it again would fail again
   */
  static Instance onRefusal(Instance instance, Optional<PlatformException> refusal, Instant now) {
    boolean hopeless =
        refusal.isPresent()
            && instance.status() == Status.CREATING
            && !instance.everRun()
            && instance.reconcileStatus().failures() >= CREATION_PASSES - 1;
    return hopeless
        ? takenBack(instance, refused(refusal.orElseThrow().getMessage()), now)
        : instance;
  }

  private static Instance takenBack(Instance instance, StopCause why, Instant now) {
    Instance changed = instance.destroying(true, false, Optional.of(why), now);
    return DomainEvents.withEvents(instance, changed, now);
  }

  private static StopCause refused(String why) {
    return new StopCause(
        StopCauseKind.CREATION_FAILED,
        "The server could not be created. "
            + why
            + " Everything that was made is removed again; once that is changed, please create the"
            + " server anew.");
  }

  /**
   * The record of a run whose route is gone, although it is still on the record.
   *
   * @return empty when the run has another route now, or is to have none
   */
  static Optional<Instance> routeLost(Instance instance, Route lost) {
    return instance
        .run()
        .filter(run -> instance.desired() == Desired.RUNNING)
        .filter(run -> run.route().filter(lost::equals).isPresent())
        .map(run -> instance.with(run.withRouteLost()));
  }

  /** It was not killed, and never was ready: then it ended by what others wait for. */
  private static StopCause ended(Run run) {
    TaskObservation task = run.task().orElseThrow();
    StopCause why = task.stopCause().orElseThrow();
    boolean endedEarly =
        why.kind() == StopCauseKind.EXITED
            && run.readyAt().isEmpty()
            && task.exitCode().orElse(0) != KILLED;
    return endedEarly
        ? new StopCause(
            why.kind(), why.why() + " It never was ready. It ends like this when " + LOG_SAYS_WHICH)
        : why;
  }

  private static StopCause tooSlow(Instance instance, Run run) {
    String why =
        switch (run.taskState().orElse(null)) {
          case null -> "AWS started no task for it.";
          case PREPARING -> "AWS was still preparing the task.";
          case RUNNING ->
              "The container ran, but Foundry never answered. It waits like this when "
                  + LOG_SAYS_WHICH;
          case ENDING, STOPPED -> "The task was ending.";
        };
    String lastError = instance.reconcileStatus().lastError().map(e -> " " + e).orElse("");
    return new StopCause(
        StopCauseKind.NOT_READY, "The server was not ready within 10 minutes. " + why + lastError);
  }

  private static StopCause interrupted(Instance instance) {
    return new StopCause(
        StopCauseKind.CREATION_INTERRUPTED,
        "The creation that began at "
            + instance.profile().createdAt()
            + " was interrupted before the credentials were stored. Everything is removed again;"
            + " please create the server anew.");
  }
}
