package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.license.License;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.Sessions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The conditional writes of which a booking and the end of one consist (ADR-012). */
final class SessionWrites {
  private final String sessions;
  private final String reservations;
  private final String licenses;

  SessionWrites(Environment environment) {
    this.sessions = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
    this.reservations = environment.get(Variable.LICENSE_RESERVATIONS_TABLE_NAME);
    this.licenses = environment.get(Variable.LICENSE_POOL_TABLE_NAME);
  }

  /** Writes a session where there is none. */
  TransactWriteItem first(Session session, String writeId) {
    Put put =
        Put.builder()
            .tableName(sessions)
            .item(SessionItem.write(session, writeId))
            .conditionExpression("attribute_not_exists(#sessionId)")
            .expressionAttributeNames(Map.of("#sessionId", SessionItem.SESSION_ID))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    return TransactWriteItem.builder().put(put).build();
  }

  /** Writes a session over the one that was read. */
  Put next(Session read, Map<String, AttributeValue> item) {
    return Put.builder()
        .tableName(sessions)
        .item(item)
        .conditionExpression("#revision = :revision")
        .expressionAttributeNames(Map.of("#revision", SessionItem.REVISION))
        .expressionAttributeValues(Map.of(":revision", ItemWriter.numberValue(read.revision())))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** As {@link #next}, where the session stays open, or closed. */
  Put nextAlone(Session changed, Map<String, AttributeValue> item) {
    return next(changed, item).toBuilder()
        .conditionExpression("#revision = :revision AND #open = :open")
        .expressionAttributeNames(
            Map.of("#revision", SessionItem.REVISION, "#open", SessionItem.OPEN))
        .expressionAttributeValues(
            new ItemWriter()
                .number(":revision", changed.revision())
                .flag(":open", changed.status().open())
                .item())
        .build();
  }

  /** Counts a booking on the licence that was read, if its user may still book it. */
  TransactWriteItem countBooking(License read, UserId user) {
    Update update =
        Update.builder()
            .tableName(licenses)
            .key(LicenseItem.key(read.licenseId()))
            .updateExpression("ADD #bookingVersion :one, #revision :one")
            .conditionExpression(
                "#bookingVersion = :read AND #createdAt = :createdAt"
                    + " AND attribute_exists(#secretArn)"
                    + " AND (#sharing = :shared OR #ownerId = :user)")
            .expressionAttributeNames(
                Map.of(
                    "#bookingVersion", LicenseItem.BOOKING_VERSION,
                    "#revision", LicenseItem.REVISION,
                    "#createdAt", LicenseItem.CREATED_AT,
                    "#secretArn", LicenseItem.SECRET_ARN,
                    "#sharing", LicenseItem.SHARING,
                    "#ownerId", LicenseItem.OWNER_ID))
            .expressionAttributeValues(
                new ItemWriter()
                    .number(":one", 1)
                    .number(":read", read.bookingVersion())
                    .time(":createdAt", read.createdAt())
                    .text(":shared", SharingState.SHARED.name())
                    .text(":user", user.value())
                    .item())
            .build();
    return TransactWriteItem.builder().update(update).build();
  }

  /** Writes a reservation where there is none. */
  TransactWriteItem reserve(Reservation reservation) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(reservations)
                    .item(ReservationItem.item(reservation))
                    .conditionExpression("attribute_not_exists(#slot)")
                    .expressionAttributeNames(Map.of("#slot", ReservationItem.SLOT)))
        .build();
  }

  /** Ends a reservation; nothing happens where there is none. */
  TransactWriteItem free(Reservation reservation) {
    return TransactWriteItem.builder()
        .delete(d -> d.tableName(reservations).key(ReservationItem.key(reservation)))
        .build();
  }

  /** Notes a reservation in the diary that was read. */
  TransactWriteItem note(Reservation reservation, UserBookings read) {
    ItemWriter entry = new ItemWriter();
    ReservationItem.write(reservation, entry);
    AttributeValue noted = AttributeValue.fromM(entry.item());
    return read.revision() == 0 ? begin(reservation, noted) : addTo(read, reservation, noted);
  }

  private TransactWriteItem begin(Reservation reservation, AttributeValue noted) {
    Map<String, AttributeValue> item = new HashMap<>(SessionItem.diaryKey(reservation.userId()));
    item.put(SessionItem.REVISION, ItemWriter.numberValue(1));
    item.put(
        SessionItem.ENTRIES, AttributeValue.fromM(Map.of(reservation.sessionId().value(), noted)));
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(sessions)
                    .item(item)
                    .conditionExpression("attribute_not_exists(#sessionId)")
                    .expressionAttributeNames(Map.of("#sessionId", SessionItem.SESSION_ID)))
        .build();
  }

  private TransactWriteItem addTo(
      UserBookings read, Reservation reservation, AttributeValue noted) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(sessions)
                    .key(SessionItem.diaryKey(read.userId()))
                    .updateExpression("SET #entries.#id = :noted ADD #revision :one")
                    .conditionExpression("#revision = :read")
                    .expressionAttributeNames(diaryNames(reservation.sessionId()))
                    .expressionAttributeValues(
                        Map.of(
                            ":noted", noted,
                            ":one", ItemWriter.numberValue(1),
                            ":read", ItemWriter.numberValue(read.revision()))))
        .build();
  }

  /** Strikes a reservation from its user's diary. */
  TransactWriteItem strike(Reservation reservation) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(sessions)
                    .key(SessionItem.diaryKey(reservation.userId()))
                    .updateExpression("REMOVE #entries.#id ADD #revision :one")
                    .expressionAttributeNames(diaryNames(reservation.sessionId()))
                    .expressionAttributeValues(Map.of(":one", ItemWriter.numberValue(1))))
        .build();
  }

  /** Makes an open session due. */
  Update wake(SessionId id, Instant dueAt) {
    return Update.builder()
        .tableName(sessions)
        .key(SessionItem.key(id))
        .updateExpression(
            "SET #dueShard = :shard, #dueAt = :at, #dueTime = :time ADD #revision :one")
        .conditionExpression("#open = :true")
        .expressionAttributeNames(
            Map.of(
                "#dueShard", SessionItem.DUE_SHARD,
                "#dueAt", SessionItem.DUE_AT,
                "#dueTime", SessionItem.DUE_TIME,
                "#revision", SessionItem.REVISION,
                "#open", SessionItem.OPEN))
        .expressionAttributeValues(
            new ItemWriter()
                .number(":shard", Sessions.shardOf(id))
                .number(":at", dueAt.getEpochSecond())
                .time(":time", dueAt)
                .number(":one", 1)
                .flag(":true", true)
                .item())
        .build();
  }

  /** As {@link #wake}, outside of a transaction; one that is closed by now is left alone. */
  void wakeAlone(DynamoDbClient dynamo, SessionId id, Instant dueAt) {
    Update update = wake(id, dueAt);
    DynamoWrites.repeated(
        "have the session looked at",
        () -> {
          try {
            return Optional.of(
                dynamo.updateItem(
                    u ->
                        u.tableName(update.tableName())
                            .key(update.key())
                            .updateExpression(update.updateExpression())
                            .conditionExpression(update.conditionExpression())
                            .expressionAttributeNames(update.expressionAttributeNames())
                            .expressionAttributeValues(update.expressionAttributeValues())));
          } catch (ConditionalCheckFailedException closedMeanwhile) {
            return Optional.empty();
          }
        });
  }

  /**
   * Removes a session that is over and not due any more.
   *
   * @return whether it is gone
   */
  boolean forget(DynamoDbClient dynamo, SessionId id) {
    return forget(
        dynamo,
        SessionItem.key(id),
        "attribute_not_exists(#id) OR (#open = :false AND attribute_not_exists(#dueAt))",
        Map.of(
            "#id", SessionItem.SESSION_ID, "#open", SessionItem.OPEN, "#dueAt", SessionItem.DUE_AT),
        new ItemWriter().flag(":false", false).item());
  }

  /**
   * Removes a diary that is empty: the end of a session strikes it from there.
   *
   * @return whether it is gone
   */
  boolean forgetDiary(DynamoDbClient dynamo, UserId user) {
    return forget(
        dynamo,
        SessionItem.diaryKey(user),
        "attribute_not_exists(#id) OR size(#entries) = :none",
        Map.of("#id", SessionItem.SESSION_ID, "#entries", SessionItem.ENTRIES),
        Map.of(":none", ItemWriter.numberValue(0)));
  }

  private boolean forget(
      DynamoDbClient dynamo,
      Map<String, AttributeValue> key,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    return DynamoWrites.repeated(
        "remove what was booked",
        () -> {
          try {
            dynamo.deleteItem(
                d ->
                    d.tableName(sessions)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private static Map<String, String> diaryNames(SessionId id) {
    return Map.of(
        "#entries", SessionItem.ENTRIES, "#id", id.value(), "#revision", SessionItem.REVISION);
  }
}
