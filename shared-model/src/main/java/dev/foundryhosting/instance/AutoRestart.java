package dev.foundryhosting.instance;

import dev.foundryhosting.event.StopCauseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * That a server whose run ended badly is started once more (docs/decisions/ADR-017.md). It is asked
 * for by the same write that ends the run, and made by a start like any other, once nothing is left
 * of that run.
 *
 * @param endedRunId the run that ended
 * @param endedAt when it ended
 * @param stopCause why it ended
 * @param runId the run that was started for it; empty as long as none was
 */
public record AutoRestart(
    String endedRunId, Instant endedAt, StopCause stopCause, Optional<String> runId) {
  /** So soon after the end a server is started again, and a second end is one too many. */
  public static final Duration WITHIN = Duration.ofMinutes(10);

  public AutoRestart {
    Objects.requireNonNull(endedRunId, "endedRunId");
    Objects.requireNonNull(endedAt, "endedAt");
    Objects.requireNonNull(stopCause, "ending");
    Objects.requireNonNull(runId, "runId");
  }

  /** A server whose task ended although nobody asked it to; it may come back. */
  public static Instance afterTaskEnd(Instance instance, StopCause why, Instant now) {
    return instance.stopping(Optional.of(why), now).with(afterEnd(instance, why, now));
  }

  /** A server that is stopped since it does not answer any more; it may come back. */
  public static Instance afterUnresponsive(Instance instance, StopCause why, Instant now) {
    return instance.stopping(Optional.of(why), now).with(afterSilence(instance, why, now));
  }

  /** A server that is started for its comeback. */
  public static Instance begun(Instance instance, Run asked, Instant now) {
    AutoRestart pending = instance.autoRestart().orElseThrow();
    return instance.starting(asked, now).with(Optional.of(pending.by(asked)));
  }

  /** A server that is not started once more after all, since somebody wants it stopped. */
  public static Instance calledOff(Instance instance, Instant now) {
    return instance.restarts()
        ? instance.with(Optional.<AutoRestart>empty()).touched(now)
        : instance;
  }

  /** A server that could not be started once more. */
  public static Instance givenUp(Instance instance, String why, Instant now) {
    StopCause ending = instance.stopCause().orElseThrow();
    StopCause longer =
        new StopCause(ending.kind(), ending.why() + " It could not be started again: " + why);
    Instance changed = instance.stopping(Optional.of(longer), now);
    return DomainEvents.withEvents(instance, changed, now);
  }

  /** The comeback for which the present run was started. */
  private static Optional<AutoRestart> before(Instance instance) {
    return instance.autoRestart().filter(c -> c.runId().equals(instance.run().map(Run::runId)));
  }

  /** Whether a server comes back whose task ended although nobody asked it to. */
  private static Optional<AutoRestart> afterEnd(Instance instance, StopCause ending, Instant now) {
    Run run = instance.run().orElseThrow();
    Instant endedAt = run.task().flatMap(TaskObservation::stoppedAt).orElse(now);
    boolean meant = ending.kind() == StopCauseKind.STOPPED_OUTSIDE || announced(run);
    boolean secondTime = before(instance).filter(c -> endedAt.isBefore(c.until())).isPresent();
    boolean tooLate = !now.isBefore(endedAt.plus(WITHIN));
    return run.activity().playedAt().isEmpty() || meant || secondTime || tooLate
        ? Optional.empty()
        : Optional.of(asked(run, ending, endedAt));
  }

  /** Whether a server comes back that is stopped since it does not answer any more. */
  private static Optional<AutoRestart> afterSilence(
      Instance instance, StopCause ending, Instant now) {
    Run run = instance.run().orElseThrow();
    boolean secondTime =
        before(instance).filter(c -> c.stopCause().kind() == ending.kind()).isPresent();
    return announced(run) || secondTime ? Optional.empty() : Optional.of(asked(run, ending, now));
  }

  private static AutoRestart asked(Run run, StopCause ending, Instant endedAt) {
    return new AutoRestart(run.runId(), endedAt, ending, Optional.empty());
  }

  /**
   * Whether the run was about to end anyway, and nobody could put that off. That of the month's
   * money is announced hours ahead; what is left of it is for the start to judge.
   */
  private static boolean announced(Run run) {
    return run.notice()
        .filter(notice -> !notice.canKeepAlive())
        .filter(notice -> notice.stopCause().kind() != StopCauseKind.SPENDING_CAP)
        .isPresent();
  }

  /** Whether the server was not started for it yet. */
  public boolean pending() {
    return runId.isEmpty();
  }

  /** When it is too late for it. */
  public Instant until() {
    return endedAt.plus(WITHIN);
  }

  /** The same once a run was started for it. */
  AutoRestart by(Run started) {
    return new AutoRestart(endedRunId, endedAt, stopCause, Optional.of(started.runId()));
  }
}
