/* SPDX-License-Identifier: Apache-2.0 */
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
import java.util.stream.IntStream;

/**
 * Port: the sessions, with what changes together with one of them: the licence's booking version,
 * the reservation and the user's bookings.
 *
 * <p>Every write is conditional on the revision that was read, and counts it up. Reads by id are
 * strongly consistent; listings and the due index may lag. A failure is a {@code
 * DEPENDENCY_FAILED}, never an empty answer.
 */
public interface Sessions {
  Optional<Session> find(SessionId id);

  /**
   * Writes the session, its reservation, the licence's next booking version and the user's bookings
   * in one transaction. The licence must admit the user and be booked no more since it was read;
   * the user's bookings must be unchanged.
   *
   * @param session at revision 0
   * @param license as it was read before its reservations
   * @return the session as it stands now; empty when one of the records changed since it was read
   * @throws dev.foundryhosting.error.PlatformException {@code CONFLICT} when other transactions
   *     held one of the records for too long: nothing was written
   */
  default Optional<Session> book(Session session, License license, UserBookings bookings) {
    return book(session, List.of(), license, bookings);
  }

  /**
   * As {@link #book(Session, License, UserBookings)}, and closes the sessions that it displaces in
   * the same transaction.
   *
   * @param displaced sessions on the same licence, as {@link #close} takes them
   */
  Optional<Session> book(
      Session session, List<Session> displaced, License license, UserBookings bookings);

  /**
   * Writes an open session, or one that was closed before.
   *
   * @return the session as it stands now; empty when it was written since it was read
   */
  Optional<Session> save(Session changed);

  /**
   * Writes a session that this change closes, ends its reservation, and counts {@link
   * Session#borrowed} among its user's bookings, in one transaction.
   *
   * @return as {@link #save}
   */
  Optional<Session> close(Session closed);

  /**
   * A user's sessions, the latest start first.
   *
   * @param cursor of the page before
   */
  Page ofUser(UserId user, Optional<String> cursor, int limit);

  /** In no particular order. */
  List<Session> openSessions();

  /**
   * The sessions of a shard of the due index that are due until a time; the one that is due longest
   * comes first.
   *
   * @param shard see {@link #shardOf}
   */
  List<SessionId> dueSessions(int shard, Instant until, int limit);

  /** The sessions of all shards that are due until a time. */
  default List<SessionId> due(Instant until, int shardLimit) {
    return IntStream.range(0, TableSchema.DUE_SHARDS)
        .boxed()
        .flatMap(shard -> dueSessions(shard, until, shardLimit).stream())
        .toList();
  }

  static int shardOf(SessionId id) {
    return Math.floorMod(id.value().hashCode(), TableSchema.DUE_SHARDS);
  }

  record Page(List<Session> sessions, Optional<String> cursor) {}
}
