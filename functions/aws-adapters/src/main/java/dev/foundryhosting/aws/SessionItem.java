package dev.foundryhosting.aws;

import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.Sessions;
import dev.foundryhosting.session.Subject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a session is written as a DynamoDB item. The attributes that indexes and conditions rely on
 * are derived from the record each time; only the others are read back.
 */
final class SessionItem {
  static final String SESSION_ID = "sessionId";
  static final String REVISION = "revision";

  /** Whether the session is open. */
  static final String OPEN = "open";

  /** Keys of the index by user. The start is rounded down to seconds. */
  static final String USER_ID = "userId";

  static final String STARTS_AT = "startsAt";

  /** Keys of the due index: only on what must be looked at. */
  static final String DUE_SHARD = "dueShard";

  static final String DUE_AT = "dueAt";

  /** The exact time of which {@link #DUE_AT} holds the whole seconds. */
  static final String DUE_TIME = "dueTime";

  private SessionItem() {}

  static Map<String, AttributeValue> key(SessionId id) {
    return Map.of(SESSION_ID, ItemWriter.textValue(id.value()));
  }

  static Map<String, AttributeValue> write(Session session, WriteId writeId) {
    Reservation reservation = session.reservation();
    ItemWriter item =
        new ItemWriter()
            .text(WriteId.ATTRIBUTE, writeId.value())
            .text(SESSION_ID, session.sessionId().value())
            .text(USER_ID, session.userId().value())
            .number(STARTS_AT, session.slot().start().getEpochSecond())
            .flag(OPEN, session.status().open())
            .map("reservation", reservation, ReservationItem::write)
            .map("subject", session.subject(), SessionItem::writeSubject)
            .text("status", session.status().name())
            .text("reason", session.reason())
            .time("preparingSince", session.preparingSince())
            .time("serverUntil", session.serverUntil())
            .time("createdAt", session.createdAt())
            .time("updatedAt", session.updatedAt())
            .number(REVISION, session.revision());
    EventItem.writeOutbox(session.outbox(), item);
    session.dueAt().ifPresent(at -> writeDue(session.sessionId(), at, "", item));
    return item.item();
  }

  /**
   * What puts a session into the due index.
   *
   * @param prefix before each name, as for the values of an expression
   */
  static void writeDue(SessionId id, Instant at, String prefix, ItemWriter item) {
    item.number(prefix + DUE_SHARD, Sessions.shardOf(id))
        // Rounded down: whoever asks for what is due up to a time finds it for sure, and looks at
        // the exact time then.
        .number(prefix + DUE_AT, at.getEpochSecond())
        .time(prefix + DUE_TIME, at);
  }

  static Session read(Map<String, AttributeValue> attributes) {
    ItemReader item = new ItemReader(attributes);
    return new Session(
        item.map("reservation", ReservationItem::read),
        item.map("subject", SessionItem::readSubject),
        SessionStatus.valueOf(item.text("status")),
        item.optionalText("reason"),
        item.optionalTime("preparingSince"),
        item.optionalTime("serverUntil"),
        item.optionalTime(DUE_TIME),
        EventItem.readOutbox(item),
        item.time("createdAt"),
        item.time("updatedAt"),
        item.number(REVISION));
  }

  private static void writeSubject(Subject subject, ItemWriter to) {
    to.text("title", subject.title())
        .text("description", subject.description())
        .text("zone", subject.zone().map(ZoneId::getId));
  }

  private static Subject readSubject(ItemReader from) {
    return new Subject(
        from.text("title"),
        from.optionalText("description"),
        from.optionalText("zone").map(ZoneId::of));
  }
}
