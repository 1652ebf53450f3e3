package dev.foundryhosting.aws;

import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What transactions do with a licence's reservations. */
final class ReservationWrites {
  private final String reservations;

  ReservationWrites(Environment environment) {
    this.reservations = environment.get(Variable.LICENSE_RESERVATIONS_TABLE_NAME);
  }

  /** Writes a reservation where there is none. */
  TransactWriteItem first(Reservation reservation, WriteId writeId) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(reservations)
                    .item(ReservationItem.item(reservation, writeId))
                    .conditionExpression("attribute_not_exists(#licenseId)")
                    .expressionAttributeNames(Map.of("#licenseId", ReservationItem.LICENSE_ID))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  /** Demands that a reservation stands. */
  TransactWriteItem stands(Reservation reservation) {
    return TransactWriteItem.builder()
        .conditionCheck(
            c ->
                c.tableName(reservations)
                    .key(ReservationItem.key(reservation))
                    .conditionExpression("#endsAt = :endsAt AND #userId = :userId")
                    .expressionAttributeNames(
                        Map.of(
                            "#endsAt", ReservationItem.ENDS_AT,
                            "#userId", ReservationItem.USER_ID))
                    .expressionAttributeValues(
                        new ItemWriter()
                            .time(":endsAt", reservation.slot().end())
                            .text(":userId", reservation.userId().value())
                            .item()))
        .build();
  }

  /** Removes a reservation, or finds it gone. */
  TransactWriteItem end(Reservation reservation) {
    return TransactWriteItem.builder()
        .delete(d -> d.tableName(reservations).key(ReservationItem.key(reservation)))
        .build();
  }
}
