/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;

/** A reservation as an item of its own, among its user's bookings, and within a run. */
final class ReservationItem {
  private static final String LICENSE_ID = "licenseId";

  /** The sort key: {@code <start>#<sessionId>}, so that a licence's reservations are in order. */
  private static final String SLOT = "slot";

  private ReservationItem() {}

  static ItemWriter key(Reservation reservation) {
    return new ItemWriter()
        .text(LICENSE_ID, reservation.licenseId().value())
        .text(SLOT, reservation.slot().start() + "#" + reservation.sessionId());
  }

  static ItemWriter item(Reservation reservation) {
    ItemWriter item = key(reservation);
    write(reservation, item);
    return item;
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
