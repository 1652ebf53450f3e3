package dev.foundryhosting.aws;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How a reservation is written: as an item of its own, and as a map within other items. */
final class ReservationItem {
  static final String LICENSE_ID = "licenseId";

  /** The sort key: the start as an ISO instant, '#', and the session's id. */
  static final String SLOT = "slot";

  static final String ENDS_AT = "endsAt";
  static final String USER_ID = "userId";

  private ReservationItem() {}

  static Map<String, AttributeValue> key(Reservation reservation) {
    return Map.of(
        LICENSE_ID, ItemWriter.textValue(reservation.licenseId().value()),
        SLOT, ItemWriter.textValue(slot(reservation)));
  }

  static Map<String, AttributeValue> item(Reservation reservation, WriteId writeId) {
    ItemWriter item = new ItemWriter();
    write(reservation, item);
    return item.text(SLOT, slot(reservation)).text(WriteId.ATTRIBUTE, writeId.value()).item();
  }

  static void write(Reservation reservation, ItemWriter to) {
    to.text(LICENSE_ID, reservation.licenseId().value())
        .time("startsAt", reservation.slot().start())
        .time(ENDS_AT, reservation.slot().end())
        .text("sessionId", reservation.sessionId().value())
        .text(USER_ID, reservation.userId().value());
  }

  static Reservation read(ItemReader from) {
    return new Reservation(
        new LicenseId(from.text(LICENSE_ID)),
        new TimeSlot(from.time("startsAt"), from.time(ENDS_AT)),
        new SessionId(from.text("sessionId")),
        new UserId(from.text(USER_ID)));
  }

  private static String slot(Reservation reservation) {
    return reservation.slot().start() + "#" + reservation.sessionId();
  }
}
