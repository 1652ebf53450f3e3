package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The reservations in their DynamoDB table, and the users' diaries beside the sessions. */
public final class DynamoReservations implements Reservations {
  private final DynamoDbClient dynamo;
  private final String table;
  private final String sessions;
  private final SessionWrites writes;

  public DynamoReservations(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.LICENSE_RESERVATIONS_TABLE_NAME);
    this.sessions = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
    this.writes = new SessionWrites(environment);
  }

  @Override
  public List<Reservation> on(LicenseId license) {
    List<Reservation> found = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = query(license, position);
      page.items().stream().map(ItemReader::new).map(ReservationItem::read).forEach(found::add);
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    // As texts, times with a fraction of a second do not sort among those without.
    return found.stream().sorted(Comparator.comparing(r -> r.slot().start())).toList();
  }

  @Override
  public UserBookings of(UserId user) {
    GetItemResponse response =
        AwsCall.of(
            "read what is booked",
            () ->
                dynamo.getItem(
                    g ->
                        g.tableName(sessions)
                            .key(SessionItem.diaryKey(user))
                            .consistentRead(true)));
    return SessionItem.readDiary(
        user, response.hasItem() ? Optional.of(response.item()) : Optional.empty());
  }

  @Override
  public void wake(List<SessionId> ids, Instant dueAt) {
    ids.forEach(id -> writes.wakeAlone(dynamo, id, dueAt));
  }

  @Override
  public boolean forget(UserId user) {
    boolean forgotten = true;
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = querySessions(user, position);
      for (Map<String, AttributeValue> item : page.items()) {
        SessionId id = new SessionId(new ItemReader(item).text(SessionItem.SESSION_ID));
        forgotten &= writes.forget(dynamo, id);
      }
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    return forgotten && writes.forgetDiary(dynamo, user);
  }

  private QueryResponse querySessions(UserId user, Map<String, AttributeValue> position) {
    return AwsCall.of(
        "read the user's sessions",
        () ->
            dynamo.query(
                q ->
                    q.tableName(sessions)
                        .indexName("UserSessionsIndex")
                        .keyConditionExpression("#userId = :userId")
                        .projectionExpression("#sessionId")
                        .expressionAttributeNames(
                            Map.of(
                                "#userId", SessionItem.USER_ID,
                                "#sessionId", SessionItem.SESSION_ID))
                        .expressionAttributeValues(
                            Map.of(":userId", ItemWriter.textValue(user.value())))
                        .exclusiveStartKey(position.isEmpty() ? null : position)));
  }

  private QueryResponse query(LicenseId license, Map<String, AttributeValue> position) {
    return AwsCall.of(
        "read what is booked",
        () ->
            dynamo.query(
                q ->
                    q.tableName(table)
                        .keyConditionExpression("#licenseId = :licenseId")
                        .expressionAttributeNames(Map.of("#licenseId", ReservationItem.LICENSE_ID))
                        .expressionAttributeValues(
                            Map.of(":licenseId", ItemWriter.textValue(license.value())))
                        .consistentRead(true)
                        .exclusiveStartKey(position.isEmpty() ? null : position)));
  }
}
