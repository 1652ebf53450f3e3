package dev.foundryhosting.session.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.InParallel;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.session.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls off every session that is open, for an administrator. */
public final class CancelAllSessions {
  /** How many of a shard are read at first; twice as many each time that is not all. */
  private static final int PAGE = 200;

  private static final int AT_ONCE = 16;

  /** No session is begun later than this before the deadline. */
  private static final Duration SESSION_NEEDS = Duration.ofSeconds(15);

  private final Sessions sessions;
  private final CancelSession cancel;
  private final ProblemLog journal;

  public CancelAllSessions(Sessions sessions, CancelSession cancel, ProblemLog journal) {
    this.sessions = sessions;
    this.cancel = cancel;
    this.journal = journal;
  }

  /**
   * How far it came. Asking again goes on with the rest, and does nothing to those that are over.
   *
   * @param cancelled sessions that were open and are cancelled now
   * @param failed sessions where something went wrong; the journal says what
   * @param left sessions for which there was no time, at least; 0 when all were looked at
   */
  public record Report(int cancelled, int failed, int left) {}

  private enum Cancelled {
    CANCELLED,
    OVER,
    FAILED,
    LEFT
  }

  /**
   * Every open session is due some time, so the due index knows them all.
   *
   * @param why a sentence for the sessions' users
   * @throws PlatformException {@code DEPENDENCY_FAILED} when it cannot even be read which there are
   */
  public Report cancelAll(String why, Deadline deadline) {
    Map<Cancelled, Integer> outcomes = new EnumMap<>(Cancelled.class);
    for (int shard = 0; shard < TableSchema.DUE_SHARDS; shard++) {
      cancelShard(shard, why, deadline, outcomes);
    }
    return new Report(
        outcomes.getOrDefault(Cancelled.CANCELLED, 0),
        outcomes.getOrDefault(Cancelled.FAILED, 0),
        outcomes.getOrDefault(Cancelled.LEFT, 0));
  }

  private void cancelShard(
      int shard, String why, Deadline deadline, Map<Cancelled, Integer> outcomes) {
    Set<SessionId> seen = new HashSet<>();
    // Some that are over are due as well and come again: so more is read, not the next page.
    for (int limit = PAGE; ; limit = Math.multiplyExact(limit, 2)) {
      List<SessionId> read = sessions.dueSessions(shard, Instant.MAX, limit);
      List<SessionId> fresh = read.stream().filter(seen::add).toList();
      InParallel.each(fresh, AT_ONCE, id -> cancel(id, why, deadline))
          .forEach(outcome -> outcomes.merge(outcome, 1, Integer::sum));
      if (read.size() < limit || outcomes.containsKey(Cancelled.LEFT)) {
        return;
      }
    }
  }

  private Cancelled cancel(SessionId id, String why, Deadline deadline) {
    if (!deadline.leaves(SESSION_NEEDS)) {
      return Cancelled.LEFT;
    }
    try {
      if (sessions.find(id).filter(session -> session.status().open()).isEmpty()) {
        return Cancelled.OVER;
      }
      var unused = cancel.cancelByAdmin(id, why, deadline);
      return Cancelled.CANCELLED;
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.INVALID_STATE) {
        // It ended in this very moment.
        return Cancelled.OVER;
      }
      journal.trouble("Session %s was not cancelled: %s".formatted(id, e.getMessage()), e);
      return Cancelled.FAILED;
    }
  }
}
