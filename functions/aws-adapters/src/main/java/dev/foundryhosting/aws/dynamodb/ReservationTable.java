/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The reservations' table with its conditional writes. */
final class ReservationTable extends DynamoTable {
  ReservationTable(DynamoDbClient dynamo, Environment environment) {
    super(dynamo, environment, TableSchema.LICENSE_RESERVATIONS);
  }

  /** Writes a reservation where there is none. */
  TransactWriteItem reserve(Reservation reservation) {
    return put(ReservationItem.item(reservation), absent());
  }

  TransactWriteItem free(Reservation reservation) {
    return delete(ReservationItem.key(reservation), Expression.NONE);
  }

  /** Holds while a session is booked. */
  TransactWriteItem stillBooked(Reservation reservation) {
    return require(ReservationItem.key(reservation));
  }
}
