/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.OptimisticRetry;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Cancels a session. */
public final class CancelSession {
  private final Sessions sessions;
  private final SessionReconciler reconciler;
  private final Clock clock;

  public CancelSession(Sessions sessions, SessionReconciler reconciler, Clock clock) {
    this.sessions = sessions;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Cancels a session of the user; a server that runs for it stops.
   *
   * @throws PlatformException {@code SESSION_NOT_FOUND}, also for another user's; {@code
   *     INVALID_STATE} when it is over
   */
  public Session cancel(UserId user, SessionId id, Deadline deadline) {
    return cancelOf(user, id, "You cancelled it.", deadline);
  }

  /**
   * As {@link #cancel}, by an administrator in the user's name.
   *
   * @param why a sentence for the session's user
   */
  public Session cancelOf(UserId user, SessionId id, String why, Deadline deadline) {
    return cancel(id, session -> session.userId().equals(user), why, Duration.ZERO, deadline);
  }

  /**
   * Cancels any session; its players get ten minutes' notice.
   *
   * @param why a sentence for the session's user
   */
  public Session cancelByAdmin(SessionId id, String why, Deadline deadline) {
    return cancel(id, any -> true, why, Notice.AHEAD, deadline);
  }

  private Session cancel(
      SessionId id, Predicate<Session> allowed, String why, Duration grace, Deadline deadline) {
    Session cancelled =
        OptimisticRetry.of(
            "session",
            () -> {
              Session session = sessions.find(id).filter(allowed).orElseThrow(() -> unknown(id));
              if (session.status() == SessionStatus.CANCELLED) {
                return Optional.of(session);
              }
              if (!session.status().open()) {
                throw new PlatformException(ErrorCode.INVALID_STATE, "The session is over.");
              }
              Instant now = clock.instant();
              return sessions.close(session.cancelled(why, now.plus(grace), now));
            });
    // Also of one that was cancelled before: the process may have died before its server ended.
    return reconciler.advance(id, deadline).session().orElse(cancelled);
  }

  private static PlatformException unknown(SessionId id) {
    return new PlatformException(ErrorCode.SESSION_NOT_FOUND, "There is no session " + id + ".");
  }
}
