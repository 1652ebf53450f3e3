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
import java.util.List;

/**
 * Ends maintenance whatever state it is in, and has the evenings go on that it interrupted: a
 * session that is still on, and whose server maintenance ended, is prepared anew. Servers that ran
 * on demand are for their users to start. Asked again, it goes on with the rest.
 */
public final class ResetMaintenance {
  private final StartMaintenance orders;
  private final Sessions sessions;
  private final Instances instances;
  private final ProblemLog journal;
  private final Clock clock;

  public ResetMaintenance(
      StartMaintenance orders,
      Sessions sessions,
      Instances instances,
      ProblemLog journal,
      Clock clock) {
    this.orders = orders;
    this.sessions = sessions;
    this.instances = instances;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * How it went.
   *
   * @param servers how many servers run or start
   * @param resumed sessions that are prepared anew
   * @param failed sessions where something went wrong; the journal says what
   */
  public record Report(int servers, int resumed, int failed) {}

  private enum Resumed {
    UNTOUCHED,
    RESUMED,
    FAILED
  }

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it could not
   *     be lifted, or it cannot be read which sessions there are
   */
  public Report reset(Deadline deadline) {
    int servers = orders.lift(deadline);
    List<Resumed> outcomes = sessions.openSessions().stream().map(this::resume).toList();
    return new Report(servers, count(outcomes, Resumed.RESUMED), count(outcomes, Resumed.FAILED));
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
      journal.trouble(
          "Session %s does not go on: %s".formatted(listed.sessionId(), e.getMessage()), e);
      return Resumed.FAILED;
    }
  }

  private boolean interrupted(Session session) {
    Instant now = clock.instant();
    return session.status() == SessionStatus.ACTIVE
        && now.isBefore(session.slot().end())
        && instances.find(session.userId()).filter(ResetMaintenance::endedByIt).isPresent();
  }

  private static boolean endedByIt(Instance instance) {
    return instance.desired() == Desired.STOPPED
        && instance.stopCause().filter(e -> e.kind() == StopCauseKind.MAINTENANCE).isPresent();
  }

  private static int count(List<Resumed> outcomes, Resumed which) {
    return Math.toIntExact(outcomes.stream().filter(which::equals).count());
  }
}
