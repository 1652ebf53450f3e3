package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** How a reservation is written: as an item of its own, in a diary, and within a run. */
final class ReservationItem {
  static final String LICENSE_ID = "licenseId";

  /** The range key: {@code <start>#<sessionId>}, so that a licence's reservations are in order. */
  static final String SLOT = "slot";

  private ReservationItem() {}

  static Map<String, AttributeValue> key(Reservation reservation) {
    return new ItemWriter()
        .text(LICENSE_ID, reservation.licenseId().value())
        .text(SLOT, reservation.slot().start() + "#" + reservation.sessionId())
        .item();
  }

  /** Holds only while a reservation is there. */
  static TransactWriteItem stillBooked(String table, Reservation reservation) {
    return TransactWriteItem.builder()
        .conditionCheck(
            c ->
                c.tableName(table)
                    .key(key(reservation))
                    .conditionExpression("attribute_exists(#slot)")
                    .expressionAttributeNames(Map.of("#slot", SLOT)))
        .build();
  }

  static Map<String, AttributeValue> item(Reservation reservation) {
    ItemWriter item = new ItemWriter();
    write(reservation, item);
    return item.text(SLOT, reservation.slot().start() + "#" + reservation.sessionId()).item();
  }

  static void write(Reservation reservation, ItemWriter to) {
    to.text(LICENSE_ID, reservation.licenseId().value())
        .text("sessionId", reservation.sessionId().value())
        .text("userId", reservation.userId().value())
        .time("startTime", reservation.slot().start())
        .time("endTime", reservation.slot().end());
  }

  static Reservation read(ItemReader from) {
    return new Reservation(
        new LicenseId(from.text(LICENSE_ID)),
        new TimeSlot(from.time("startTime"), from.time("endTime")),
        new SessionId(from.text("sessionId")),
        new UserId(from.text("userId")));
  }
}
