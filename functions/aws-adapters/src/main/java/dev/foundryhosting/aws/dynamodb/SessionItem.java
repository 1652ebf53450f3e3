/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.license.Week;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.port.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The item of a session. The bookings of a user are an item of the same table under a key of its
 * own, and in no index.
 */
final class SessionItem {
  static final String SESSION_ID = "sessionId";
  static final String USER_ID = "userId";
  static final String REVISION = "revision";

  /** Only on closed sessions. */
  private static final String TTL = TableSchema.SCHEDULED_SESSIONS.ttlAttribute().orElseThrow();

  /** Key of the users' index, in whole seconds. */
  static final String STARTS_AT = "startsAt";

  /** The exact time; the key of the due index has the whole seconds. */
  static final String DUE_TIME = "dueTime";

  /** The reservations among a user's bookings, by session. */
  static final String ENTRIES = "entries";

  /** Of the attributes with the seconds that a user borrowed licences, by the week's Monday. */
  private static final String PLAYED_PREFIX = "played#";

  /** '#' occurs in no session id. */
  private static final String BOOKINGS_PREFIX = "diary#";

  /** What a write derives from the record. */
  private static final Set<String> DERIVED = Set.of(STARTS_AT, "open", TTL, "dueShard", "dueAt");

  private SessionItem() {}

  static ItemWriter key(SessionId id) {
    return new ItemWriter().text(SESSION_ID, id.value());
  }

  static ItemWriter bookingsKey(UserId user) {
    return new ItemWriter().text(SESSION_ID, BOOKINGS_PREFIX + user);
  }

  static ItemWriter write(Session session) {
    ItemWriter item = new ItemWriter();
    ReservationItem.write(session.reservation(), item);
    item.number(STARTS_AT, session.slot().start().getEpochSecond())
        .text("title", session.text().title())
        .text("description", session.text().description())
        .text("zone", session.text().zone().map(ZoneId::getId))
        .text("status", session.status().name())
        // For conditions: whether it is to come or on.
        .flag("open", session.status().open())
        .text("reason", session.reason())
        .time("preparingSince", session.preparingSince())
        .time("serverUntil", session.serverUntil())
        .list("outbox", session.outbox(), EventItem::write)
        .time("createdAt", session.createdAt())
        .time("updatedAt", session.updatedAt())
        .number(REVISION, session.revision());
    session.forgetAt().ifPresent(at -> item.number(TTL, at.getEpochSecond()));
    session.dueAt().ifPresent(at -> writeDue(session.sessionId(), at, item));
    return item.keep(session.unknown());
  }

  /** The keys of the due index: only on what is to be reconciled. */
  private static void writeDue(SessionId id, Instant at, ItemWriter item) {
    item.number("dueShard", Sessions.shardOf(id))
        // Rounded down, so that a query up to a time finds it and checks the exact one.
        .number("dueAt", at.getEpochSecond())
        .time(DUE_TIME, at);
  }

  /**
   * @throws dev.foundryhosting.error.UnreadableRecord when it is damaged
   */
  static Session read(ItemReader item) {
    return item.record("session", SESSION_ID, SessionItem::parse);
  }

  private static Session parse(ItemReader item) {
    item.derived(DERIVED);
    return new Session(
        ReservationItem.read(item),
        new SessionText(
            item.text("title"),
            item.optionalText("description"),
            item.optionalText("zone").map(ZoneId::of)),
        // An open one keeps its time, and ends with it.
        item.constant("status", item.flag("open") ? SessionStatus.ACTIVE : SessionStatus.COMPLETED),
        item.optionalText("reason"),
        item.optionalTime("preparingSince"),
        item.optionalTime("serverUntil"),
        item.optionalTime(DUE_TIME),
        item.list("outbox", EventItem::read),
        item.time("createdAt"),
        item.time("updatedAt"),
        item.number(REVISION),
        item.unknown());
  }

  static UserBookings readBookings(UserId user, Optional<ItemReader> found) {
    return found
        .map(
            item ->
                new UserBookings(
                    user,
                    item.map(ENTRIES, SessionItem::readEntries),
                    readPlayed(item),
                    item.number(REVISION)))
        .orElseGet(() -> UserBookings.empty(user));
  }

  static String playedIn(Week week) {
    return PLAYED_PREFIX + week.monday();
  }

  private static Map<Week, Duration> readPlayed(ItemReader item) {
    return item.names().stream()
        .filter(name -> name.startsWith(PLAYED_PREFIX))
        .collect(
            Collectors.toMap(
                name -> new Week(LocalDate.parse(name.substring(PLAYED_PREFIX.length()))),
                name -> Duration.ofSeconds(item.number(name))));
  }

  private static List<Reservation> readEntries(ItemReader entries) {
    return entries.names().stream().map(id -> entries.map(id, ReservationItem::read)).toList();
  }
}
