package dev.foundryhosting.session.port;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port: the sessions' records, with all that must change together with one of them: the licence's
 * booking version, the reservation, and the user's diary.
 *
 * <p>Every write is conditional on the revision that was read, and counts it up. Reads by id are
 * strongly consistent; listings and what is due may lag. A failure is a {@code DEPENDENCY_FAILED},
 * never an empty answer.
 */
public interface Sessions {
  Optional<Session> find(SessionId id);

  /**
   * Books: writes the session, its reservation, the licence's next booking version and the user's
   * diary in one transaction. The licence must still have the version that was read and admit the
   * user, the diary must still be as it was read.
   *
   * @param session at revision 0
   * @param license as it was read before its reservations were
   * @param diary as it was read before the user's other sessions were looked at
   * @return the session as it stands now; empty when somebody else booked or changed one of them
   *     meanwhile, so that all is to be decided anew
   * @throws dev.foundryhosting.error.PlatformException {@code CONFLICT} when others held one of
   *     them for too long: nothing was written
   */
  Optional<Session> book(Session session, License license, UserBookings diary);

  /**
   * Writes an open session, or one that is closed already.
   *
   * @return the session as it stands now; empty when somebody else wrote it since it was read
   */
  Optional<Session> save(Session changed);

  /**
   * Writes a session that is closed by this change, and ends its reservation with it, in one
   * transaction.
   *
   * @return as {@link #save}
   */
  Optional<Session> close(Session closed);

  /**
   * A user's sessions, the latest start first.
   *
   * @param cursor where the page before ended
   * @param limit at most so many
   */
  Page ofUser(UserId user, Optional<String> cursor, int limit);

  /** All that are still to come or on, in no particular order. */
  List<Session> openSessions();

  /**
   * Sessions that must be looked at, those due longest first within a shard.
   *
   * @param shard 0 to 7; see {@link #shardOf}
   * @param until due at this time or before
   * @param limit at most so many
   */
  List<SessionId> dueSessions(int shard, Instant until, int limit);

  /** The shard of the due index in which a session is found. */
  static int shardOf(SessionId id) {
    return Math.floorMod(id.value().hashCode(), TableSchema.DUE_SHARDS);
  }

  /** A page of a listing. */
  record Page(List<Session> sessions, Optional<String> cursor) {
    public Page {
      sessions = List.copyOf(sessions);
    }
  }
}
