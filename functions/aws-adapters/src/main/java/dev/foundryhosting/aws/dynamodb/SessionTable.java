/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.license.Week;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The sessions' table with its conditional writes; it also holds the users' bookings. */
final class SessionTable extends DynamoTable {
  static final String USER_INDEX = "UserSessionsIndex";

  SessionTable(DynamoDbClient dynamo, Environment environment) {
    super(dynamo, environment, TableSchema.SCHEDULED_SESSIONS);
  }

  /** Writes a session where there is none. */
  TransactWriteItem first(Session written) {
    return putRecord(SessionItem.write(written), absent());
  }

  /** Writes a session over the one that was read, but neither closes nor reopens it. */
  TransactWriteItem next(Session read, Session written) {
    return putRecord(
        SessionItem.write(written),
        new Expression(
            "#revision = :revision AND #open = :open",
            new ItemWriter()
                .number(":revision", read.revision())
                .flag(":open", written.status().open())));
  }

  /** Writes a closed session over the one that was read. */
  TransactWriteItem close(Session read, Session written) {
    return putRecord(
        SessionItem.write(written),
        new Expression(
            "#revision = :revision", new ItemWriter().number(":revision", read.revision())));
  }

  /** Makes an open session due. */
  TransactWriteItem wake(SessionId id, Instant dueAt) {
    return update(
        SessionItem.key(id),
        new Expression(
            "SET #dueShard = :shard, #dueAt = :at, #dueTime = :time ADD #revision :one",
            new ItemWriter()
                .number(":shard", Sessions.shardOf(id))
                .number(":at", dueAt.getEpochSecond())
                .time(":time", dueAt)
                .number(":one", 1)),
        new Expression("#open = :true", new ItemWriter().flag(":true", true)));
  }

  /** As {@link #wake}, outside of a transaction; a closed session stays as it is. */
  void wakeAlone(SessionId id, Instant dueAt) {
    var unused = write("have the session looked at", wake(id, dueAt));
  }

  /** Adds a new session to its user's bookings that were read, and drops weeks that are over. */
  TransactWriteItem addBooking(Session session, UserBookings read) {
    Reservation reservation = session.reservation();
    ItemWriter key = SessionItem.bookingsKey(read.userId());
    if (read.revision() == 0) {
      return put(
          key.number(SessionItem.REVISION, 1)
              .map(
                  SessionItem.ENTRIES,
                  reservation,
                  (booked, to) ->
                      to.map(booked.sessionId().value(), booked, ReservationItem::write)),
          absent());
    }
    BookingsUpdate update = new BookingsUpdate().entry(reservation);
    read.weeksBefore(session.createdAt()).forEach(update::withoutWeek);
    return update(
        key,
        update.expression(),
        new Expression("#revision = :read", new ItemWriter().number(":read", read.revision())));
  }

  /** Removes a user's closed sessions from the bookings, and counts what they borrowed. */
  TransactWriteItem removeBookings(UserId user, List<Session> closed) {
    BookingsUpdate update = new BookingsUpdate();
    closed.forEach(session -> update.withoutEntry(session.sessionId()));
    closed.stream()
        .collect(
            Collectors.groupingBy(
                session -> Week.of(session.slot().start()),
                Collectors.reducing(Duration.ZERO, Session::borrowed, Duration::plus)))
        .forEach(update::played);
    return update(SessionItem.bookingsKey(user), update.expression(), Expression.NONE);
  }

  Stream<SessionId> idsOf(UserId user) {
    return queryIndex("read the user's sessions", USER_INDEX, ItemWriter.textValue(user.value()))
        .map(item -> new SessionId(item.text(SessionItem.SESSION_ID)));
  }

  /**
   * Removes a session that is over and no longer due.
   *
   * @return whether it is gone
   */
  boolean forget(SessionId id) {
    return forget(
        SessionItem.key(id),
        "(#open = :false AND attribute_not_exists(#dueAt))",
        new ItemWriter().flag(":false", false));
  }

  /**
   * Removes the bookings of a user, unless a session is among them, which its end removes.
   *
   * @return whether they are gone
   */
  boolean forgetBookings(UserId user) {
    return forget(
        SessionItem.bookingsKey(user),
        "size(#entries) = :none",
        new ItemWriter().number(":none", 0));
  }

  private boolean forget(ItemWriter key, String condition, ItemWriter values) {
    return write(
            "remove what was booked",
            delete(key, new Expression(absent().text() + " OR " + condition, values)))
        .done();
  }
}
