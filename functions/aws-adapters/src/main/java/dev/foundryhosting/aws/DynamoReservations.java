package dev.foundryhosting.aws;

import dev.foundryhosting.license.Diary;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** What is booked: by licence in a table of its own, by user in the sessions' table. */
public final class DynamoReservations implements Reservations {
  private final DynamoDbClient dynamo;
  private final String reservations;
  private final String sessions;
  private final SessionWrites writes;

  public DynamoReservations(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.reservations = environment.get(Variable.LICENSE_RESERVATIONS_TABLE_NAME);
    this.sessions = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
    this.writes = new SessionWrites(environment);
  }

  @Override
  public List<Reservation> on(LicenseId license) {
    return DynamoQueries.all(
            "read the licence's bookings",
            dynamo,
            q ->
                q.tableName(reservations)
                    .consistentRead(true)
                    .keyConditionExpression("#licenseId = :licenseId")
                    .expressionAttributeNames(Map.of("#licenseId", ReservationItem.LICENSE_ID))
                    .expressionAttributeValues(
                        Map.of(":licenseId", ItemWriter.textValue(license.value()))))
        .stream()
        .map(item -> ReservationItem.read(new ItemReader(item)))
        // As texts, times with a fraction of a second do not sort among those without.
        .sorted(Comparator.comparing(reservation -> reservation.slot().start()))
        .toList();
  }

  @Override
  public Diary of(UserId user) {
    GetItemResponse response =
        AwsCall.of(
            "read what the user booked",
            () ->
                dynamo.getItem(
                    g -> g.tableName(sessions).key(DiaryItem.key(user)).consistentRead(true)));
    return response.hasItem()
        ? DiaryItem.read(user, new ItemReader(response.item()))
        : Diary.empty(user);
  }

  @Override
  public void wake(List<SessionId> toWake, Instant dueAt) {
    toWake.forEach(id -> writes.wakeAlone(dynamo, id, dueAt));
  }
}
