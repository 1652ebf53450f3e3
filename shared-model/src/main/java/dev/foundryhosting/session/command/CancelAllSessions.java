/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.session.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Cancels every open session, for an administrator. */
public final class CancelAllSessions {
  /** More than there are. */
  private static final int ALL = 1_000_000;

  private static final int AT_ONCE = 16;

  /** The least time before the deadline at which a session is begun. */
  private static final Duration SESSION_NEEDS = Duration.ofSeconds(15);

  private final Sessions sessions;
  private final CancelSession cancel;
  private final ProblemLog problemLog;

  public CancelAllSessions(Sessions sessions, CancelSession cancel, ProblemLog problemLog) {
    this.sessions = sessions;
    this.cancel = cancel;
    this.problemLog = problemLog;
  }

  /**
   * How many open sessions were cancelled, could not be cancelled (the log says why), or were left
   * for lack of time. Another call goes on with the rest.
   */
  public record Report(int cancelled, int failed, int left) {}

  private enum Result {
    CANCELLED,
    OVER,
    FAILED,
    LEFT
  }

  /**
   * @param why a sentence for the sessions' users
   * @throws PlatformException {@code DEPENDENCY_FAILED} when the due index cannot be read
   */
  public Report cancelAll(String why, Deadline deadline) {
    // Each open session is due some time, so the due index lists it.
    List<SessionId> due = sessions.due(Instant.MAX, ALL);
    List<Result> results = InParallel.each(due, AT_ONCE, id -> cancel(id, why, deadline));
    return new Report(
        Collections.frequency(results, Result.CANCELLED),
        Collections.frequency(results, Result.FAILED),
        Collections.frequency(results, Result.LEFT));
  }

  private Result cancel(SessionId id, String why, Deadline deadline) {
    if (!deadline.leaves(SESSION_NEEDS)) {
      return Result.LEFT;
    }
    try {
      if (sessions.find(id).filter(session -> session.status().open()).isEmpty()) {
        return Result.OVER;
      }
      var unused = cancel.cancelByAdmin(id, why, deadline);
      return Result.CANCELLED;
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.INVALID_STATE) {
        // It ended since it was read.
        return Result.OVER;
      }
      problemLog.trouble("Session %s was not cancelled: %s".formatted(id, e.getMessage()), e);
      return Result.FAILED;
    }
  }
}
