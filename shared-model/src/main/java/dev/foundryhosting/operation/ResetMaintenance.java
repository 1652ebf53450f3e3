/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.operation;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.port.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * Ends maintenance and resumes the sessions that it interrupted: it prepares each active session
 * anew whose server maintenance stopped. Servers on demand are for their users to start.
 * Repeatable.
 */
public final class ResetMaintenance {
  private final EndMaintenance end;
  private final Sessions sessions;
  private final Instances instances;
  private final ProblemLog problemLog;
  private final Clock clock;

  public ResetMaintenance(
      EndMaintenance end,
      Sessions sessions,
      Instances instances,
      ProblemLog problemLog,
      Clock clock) {
    this.end = end;
    this.sessions = sessions;
    this.instances = instances;
    this.problemLog = problemLog;
    this.clock = clock;
  }

  /** Servers that start or run; sessions that are prepared anew, or failed to as the log says. */
  public record Report(int servers, int resumed, int failed) {}

  private enum Resumed {
    UNTOUCHED,
    RESUMED,
    FAILED
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED}
   */
  public Report reset(Deadline deadline) {
    int servers = end.end(deadline);
    List<Resumed> outcomes = sessions.openSessions().stream().map(this::resume).toList();
    return new Report(
        servers,
        Collections.frequency(outcomes, Resumed.RESUMED),
        Collections.frequency(outcomes, Resumed.FAILED));
  }

  private Resumed resume(Session listed) {
    try {
      return sessions
          .find(listed.sessionId())
          .filter(this::interrupted)
          .flatMap(session -> sessions.save(session.resumed(clock.instant())))
          .map(saved -> Resumed.RESUMED)
          .orElse(Resumed.UNTOUCHED);
    } catch (RuntimeException e) {
      problemLog.trouble(
          "Session %s does not resume: %s".formatted(listed.sessionId(), e.getMessage()), e);
      return Resumed.FAILED;
    }
  }

  private boolean interrupted(Session session) {
    Instant now = clock.instant();
    return session.status() == SessionStatus.ACTIVE
        && now.isBefore(session.slot().end())
        && instances
            .find(session.userId())
            .filter(ResetMaintenance::stoppedByMaintenance)
            .isPresent();
  }

  private static boolean stoppedByMaintenance(Instance instance) {
    return instance.desired() == Desired.STOPPED
        && instance
            .stopCause()
            .filter(cause -> cause.kind() == StopCauseKind.MAINTENANCE)
            .isPresent();
  }
}
