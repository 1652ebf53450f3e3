/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Metrics;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Advances every session that is due, once a minute. Repeatable, also at the same time or an hour
 * late. Costs what is due, not what exists.
 */
public final class PrepareSessions {
  /** What is beyond the limit is due in the next tick. */
  private static final int SHARD_LIMIT = 200;

  private static final int AT_ONCE = 16;

  /** The least time before the deadline at which a session is begun. */
  private static final Duration SESSION_NEEDS = Duration.ofSeconds(15);

  private final Sessions sessions;
  private final SessionReconciler reconciler;
  private final ProblemLog problemLog;
  private final Metrics metrics;
  private final Clock clock;

  public PrepareSessions(
      Sessions sessions,
      SessionReconciler reconciler,
      ProblemLog problemLog,
      Metrics metrics,
      Clock clock) {
    this.sessions = sessions;
    this.reconciler = reconciler;
    this.problemLog = problemLog;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * How many sessions came to each state.
   *
   * @param troubled sessions that could not be advanced; they stay due
   */
  public record Report(int prepared, int activated, int completed, int failed, int troubled) {}

  private record Result(List<SessionStatus> reached, boolean troubled, boolean left) {}

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when the due index
   *     cannot be read
   */
  public Report tick(Deadline deadline) {
    List<SessionId> due = sessions.due(clock.instant(), SHARD_LIMIT);
    List<Result> results = InParallel.each(due, AT_ONCE, id -> advance(id, deadline));
    List<SessionStatus> reached =
        results.stream().flatMap(result -> result.reached().stream().distinct()).toList();
    int troubled = count(results, Result::troubled);
    metrics.swept(
        new Metrics.Sweep(
            Metrics.Kind.SESSIONS,
            due.size(),
            troubled,
            count(results, Result::left),
            Duration.ZERO));
    return new Report(
        Collections.frequency(reached, SessionStatus.PREPARING),
        Collections.frequency(reached, SessionStatus.ACTIVE),
        Collections.frequency(reached, SessionStatus.COMPLETED),
        Collections.frequency(reached, SessionStatus.FAILED),
        troubled);
  }

  private static int count(List<Result> results, Predicate<Result> which) {
    return Math.toIntExact(results.stream().filter(which).count());
  }

  private Result advance(SessionId id, Deadline deadline) {
    if (!deadline.leaves(SESSION_NEEDS)) {
      return new Result(List.of(), false, true);
    }
    try {
      return new Result(reconciler.advance(id, deadline).reached(), false, false);
    } catch (RuntimeException e) {
      problemLog.trouble("Session %s: %s".formatted(id, e.getMessage()), e);
      return new Result(List.of(), true, false);
    }
  }
}
