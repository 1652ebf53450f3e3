/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The reservations in their table, and the users' bookings in the sessions' table. */
@Singleton
public final class DynamoReservations implements Reservations {
  private static final String READ = "read what is booked";

  private final ReservationTable table;
  private final SessionTable sessions;

  public DynamoReservations(DynamoDbClient dynamo, Environment environment) {
    this.table = new ReservationTable(dynamo, environment);
    this.sessions = new SessionTable(dynamo, environment);
  }

  @Override
  public List<Reservation> on(LicenseId license) {
    return table
        .query(READ, license.value())
        .map(ReservationItem::read)
        // As texts, times with a fraction of a second do not sort among those without.
        .sorted(Comparator.comparing(reservation -> reservation.slot().start()))
        .toList();
  }

  @Override
  public UserBookings of(UserId user) {
    return SessionItem.readBookings(user, sessions.find(READ, SessionItem.bookingsKey(user)));
  }

  @Override
  public void wake(List<SessionId> ids, Instant dueAt) {
    ids.forEach(id -> sessions.wakeAlone(id, dueAt));
  }

  @Override
  public boolean forget(UserId user) {
    boolean forgotten =
        sessions.idsOf(user).map(sessions::forget).reduce(true, Boolean::logicalAnd);
    return forgotten && sessions.forgetBookings(user);
  }
}
