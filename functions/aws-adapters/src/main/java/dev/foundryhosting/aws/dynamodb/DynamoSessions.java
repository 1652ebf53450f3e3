/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.port.Sessions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The sessions in their table, together with what a booking changes in others. */
@Singleton
public final class DynamoSessions implements Sessions {
  private static final Pattern CURSOR = Pattern.compile("([0-9]{1,12})#([A-Za-z0-9_-]{1,64})");

  private final SessionTable table;
  private final ReservationTable reservations;
  private final LicenseTable licenses;

  public DynamoSessions(DynamoDbClient dynamo, Environment environment) {
    this.table = new SessionTable(dynamo, environment);
    this.reservations = new ReservationTable(dynamo, environment);
    this.licenses = new LicenseTable(dynamo, environment);
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return table.find("read the session", SessionItem.key(id)).map(SessionItem::read);
  }

  @Override
  public Optional<Session> book(
      Session session, List<Session> displaced, License license, UserBookings bookings) {
    if (session.revision() != 0) {
      throw new IllegalArgumentException("a session that is booked was never written before");
    }
    Session written = session.written(1);
    Stream<TransactWriteItem> booking =
        Stream.of(
            table.first(written),
            reservations.reserve(session.reservation()),
            licenses.countBooking(license, session.userId()),
            table.addBooking(written, bookings));
    return table
        .transact("book the session", Stream.concat(booking, closing(displaced)).toList())
        .ifDone(written);
  }

  @Override
  public Optional<Session> save(Session changed) {
    Session written = changed.written(changed.revision() + 1);
    WriteResult result = table.write("write the session", table.next(changed, written));
    if (!result.done()) {
      requireUnclosed(changed, result.inTheWay(0));
    }
    return result.ifDone(written);
  }

  @Override
  public Optional<Session> close(Session closed) {
    Session written = closed.written(closed.revision() + 1);
    return table.transact("close the session", closing(List.of(closed)).toList()).ifDone(written);
  }

  /** Closes sessions; a transaction may change each user's bookings only once. */
  private Stream<TransactWriteItem> closing(List<Session> closed) {
    if (closed.stream().anyMatch(session -> session.status().open())) {
      throw new IllegalArgumentException("an open session is saved, not closed");
    }
    Map<UserId, List<Session>> byUser =
        closed.stream().collect(Collectors.groupingBy(Session::userId));
    return Stream.concat(
        closed.stream()
            .flatMap(
                session ->
                    Stream.of(
                        table.close(session, session.written(session.revision() + 1)),
                        reservations.free(session.reservation()))),
        byUser.entrySet().stream()
            .map(user -> table.removeBookings(user.getKey(), user.getValue())));
  }

  @Override
  public Page ofUser(UserId user, Optional<String> cursor, int limit) {
    DynamoTable.requirePositive(limit);
    Optional<ItemWriter> position = cursor.map(text -> position(user, text));
    // One more than the page holds says that another page follows.
    List<Session> found =
        table
            .queryIndex(
                "list the sessions",
                SessionTable.USER_INDEX,
                ItemWriter.textValue(user.value()),
                q ->
                    q.scanIndexForward(false)
                        .limit(limit + 1)
                        .exclusiveStartKey(position.map(ItemWriter::item).orElse(null)))
            .map(SessionItem::read)
            .limit(limit + 1L)
            .toList();
    return found.size() > limit
        ? new Page(found.subList(0, limit), Optional.of(cursor(found.get(limit - 1))))
        : new Page(found, Optional.empty());
  }

  @Override
  public List<Session> openSessions() {
    // Every open session becomes due, so the due index has them all.
    return IntStream.range(0, TableSchema.DUE_SHARDS)
        .boxed()
        .flatMap(shard -> table.dueShard("list the open sessions", shard))
        .map(SessionItem::read)
        .filter(session -> session.status().open())
        .toList();
  }

  @Override
  public List<SessionId> dueSessions(int shard, Instant until, int limit) {
    return table
        .due("find the sessions that are due", SessionItem.DUE_TIME, shard, until, limit)
        .stream()
        .map(SessionId::new)
        .toList();
  }

  /** A write that was refused although its revision is right would have closed the session. */
  private static void requireUnclosed(Session changed, Optional<ItemReader> stored) {
    if (stored.map(SessionItem::read).filter(s -> s.revision() == changed.revision()).isPresent()) {
      throw new IllegalArgumentException("a session is closed with its reservation");
    }
  }

  private static String cursor(Session last) {
    return last.slot().start().getEpochSecond() + "#" + last.sessionId();
  }

  private static ItemWriter position(UserId user, String cursor) {
    Matcher matcher = CURSOR.matcher(cursor);
    if (!matcher.matches()) {
      throw PlatformException.invalid("cursor", "must be one that a listing gave");
    }
    return new ItemWriter()
        .text(SessionItem.SESSION_ID, matcher.group(2))
        .text(SessionItem.USER_ID, user.value())
        .number(SessionItem.STARTS_AT, Long.parseLong(matcher.group(1)));
  }
}
