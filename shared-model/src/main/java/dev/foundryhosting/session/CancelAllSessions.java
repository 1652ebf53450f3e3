package dev.foundryhosting.session;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Deadline;
import dev.foundryhosting.instance.InParallel;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.TableSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Calls off every session that is open, for an administrator. */
public final class CancelAllSessions {
  private static final int SHARD_LIMIT = 500;
  private static final int AT_ONCE = 16;

  /** No session is begun later than this before the deadline. */
  private static final Duration SESSION_NEEDS = Duration.ofSeconds(15);

  private final Sessions sessions;
  private final CancelSession cancel;

  public CancelAllSessions(Sessions sessions, CancelSession cancel) {
    this.sessions = sessions;
    this.cancel = cancel;
  }

  /**
   * How far it came.
   *
   * @param cancelled sessions that are cancelled now
   * @param left sessions for which there was no time; asking again goes on with them
   */
  public record Report(int cancelled, int left) {}

  private enum Outcome {
    CANCELLED,
    OVER,
    LEFT
  }

  /**
   * Every open session is due some time, so the due index knows them all.
   *
   * @param why a sentence for the sessions' users
   */
  public Report cancelAll(String why, Deadline deadline) {
    List<SessionId> open =
        IntStream.range(0, TableSchema.DUE_SHARDS)
            .boxed()
            .flatMap(shard -> sessions.dueSessions(shard, Instant.MAX, SHARD_LIMIT).stream())
            .toList();
    List<Outcome> outcomes = InParallel.each(open, AT_ONCE, id -> cancel(id, why, deadline));
    return new Report(count(outcomes, Outcome.CANCELLED), count(outcomes, Outcome.LEFT));
  }

  private Outcome cancel(SessionId id, String why, Deadline deadline) {
    if (!deadline.leaves(SESSION_NEEDS)) {
      return Outcome.LEFT;
    }
    try {
      var unused = cancel.cancelByAdmin(id, why, deadline);
      return Outcome.CANCELLED;
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.INVALID_STATE) {
        // It was over already, and only something of it was still to be told.
        return Outcome.OVER;
      }
      throw e;
    }
  }

  private static int count(List<Outcome> outcomes, Outcome which) {
    return Math.toIntExact(outcomes.stream().filter(which::equals).count());
  }
}
