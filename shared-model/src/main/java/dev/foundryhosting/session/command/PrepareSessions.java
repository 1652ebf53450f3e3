package dev.foundryhosting.session.command;

import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks at every session that is due: each minute, and it does no harm to do so twice, at the same
 * time, or an hour late. Costs what is due, not what exists.
 */
public final class PrepareSessions {
  /** How many of one shard are taken in one tick; the rest is due in the next. */
  private static final int SHARD_LIMIT = 200;

  private static final int AT_ONCE = 16;

  /** No session is begun later than this before the deadline. */
  private static final Duration SESSION_NEEDS = Duration.ofSeconds(15);

  private final Sessions sessions;
  private final SessionReconciler reconciler;
  private final ProblemLog journal;
  private final Clock clock;

  public PrepareSessions(
      Sessions sessions, SessionReconciler reconciler, ProblemLog journal, Clock clock) {
    this.sessions = sessions;
    this.reconciler = reconciler;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * How a tick went: sessions that it brought into each state.
   *
   * @param failed sessions that became {@code failed}
   * @param troubled sessions where something went wrong; they are due again
   */
  public record Report(int prepared, int activated, int completed, int failed, int troubled) {}

  /**
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when it cannot
   *     even be read what is due
   */
  public Report tick(Deadline deadline) {
    List<SessionId> due =
        IntStream.range(0, TableSchema.DUE_SHARDS)
            .boxed()
            .flatMap(shard -> sessions.dueSessions(shard, clock.instant(), SHARD_LIMIT).stream())
            .toList();
    return report(InParallel.each(due, AT_ONCE, id -> look(id, deadline)));
  }

  private record Looked(List<SessionStatus> reached, boolean troubled) {}

  private Looked look(SessionId id, Deadline deadline) {
    if (!deadline.leaves(SESSION_NEEDS)) {
      return new Looked(List.of(), false);
    }
    try {
      return new Looked(reconciler.advance(id, deadline).reached(), false);
    } catch (RuntimeException e) {
      journal.trouble("Session %s: %s".formatted(id, e.getMessage()), e);
      return new Looked(List.of(), true);
    }
  }

  private static Report report(List<Looked> looked) {
    return new Report(
        count(looked, SessionStatus.PREPARING),
        count(looked, SessionStatus.ACTIVE),
        count(looked, SessionStatus.COMPLETED),
        count(looked, SessionStatus.FAILED),
        Math.toIntExact(looked.stream().filter(Looked::troubled).count()));
  }

  private static int count(List<Looked> looked, SessionStatus status) {
    return Math.toIntExact(looked.stream().filter(l -> l.reached().contains(status)).count());
  }
}
