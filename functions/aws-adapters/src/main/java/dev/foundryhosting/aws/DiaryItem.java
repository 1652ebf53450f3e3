package dev.foundryhosting.aws;

import dev.foundryhosting.license.Diary;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a user's diary lies in the sessions' table: one item without any attribute of an index, so
 * that no index shows it. Its entries are a map by session, so that each is put in and struck out
 * by itself.
 */
final class DiaryItem {
  static final String ENTRIES = "entries";
  static final String REVISION = "revision";

  /** '#' occurs in no session's id. */
  private static final String PREFIX = "diary#";

  private DiaryItem() {}

  static Map<String, AttributeValue> key(UserId user) {
    return Map.of(SessionItem.SESSION_ID, ItemWriter.textValue(PREFIX + user));
  }

  /** The diary of a user that begins with one entry. */
  static Map<String, AttributeValue> begin(Reservation reservation) {
    return new ItemWriter()
        .text(SessionItem.SESSION_ID, PREFIX + reservation.userId())
        .number(REVISION, 1)
        .map(
            ENTRIES,
            reservation,
            (first, entries) ->
                entries.map(first.sessionId().value(), first, ReservationItem::write))
        .item();
  }

  static Diary read(UserId user, ItemReader item) {
    return new Diary(user, item.map(ENTRIES, DiaryItem::entries), item.number(REVISION));
  }

  private static List<Reservation> entries(ItemReader entries) {
    return entries.names().stream().map(id -> entries.map(id, ReservationItem::read)).toList();
  }
}
