package dev.foundryhosting.aws;

import dev.foundryhosting.license.Diary;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.Session;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The conditional writes to sessions and diaries. */
final class SessionWrites {
  private static final ReturnValuesOnConditionCheckFailure OLD =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private static final String WAKE =
      "SET #dueShard = :dueShard, #dueAt = :dueAt, #dueTime = :dueTime ADD #revision :one";

  private static final Map<String, String> WAKE_NAMES =
      Map.of(
          "#dueShard", SessionItem.DUE_SHARD,
          "#dueAt", SessionItem.DUE_AT,
          "#dueTime", SessionItem.DUE_TIME,
          "#open", SessionItem.OPEN,
          "#revision", SessionItem.REVISION);

  private final String sessions;

  SessionWrites(Environment environment) {
    this.sessions = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
  }

  /** Writes a session where there is none. */
  TransactWriteItem first(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(sessions)
                    .item(item)
                    .conditionExpression("attribute_not_exists(#sessionId)")
                    .expressionAttributeNames(Map.of("#sessionId", SessionItem.SESSION_ID))
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** Writes a session over the one that was read. */
  TransactWriteItem next(Session read, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(sessions)
                    .item(item)
                    .conditionExpression("#revision = :revision")
                    .expressionAttributeNames(Map.of("#revision", SessionItem.REVISION))
                    .expressionAttributeValues(
                        new ItemWriter().number(":revision", read.revision()).item())
                    .returnValuesOnConditionCheckFailure(OLD))
        .build();
  }

  /** As {@link #next}, outside of a transaction, where the session stays open or closed. */
  PutItemRequest nextAlone(Session changed, Map<String, AttributeValue> item) {
    return PutItemRequest.builder()
        .tableName(sessions)
        .item(item)
        .conditionExpression("#revision = :revision AND #open = :open")
        .expressionAttributeNames(
            Map.of("#revision", SessionItem.REVISION, "#open", SessionItem.OPEN))
        .expressionAttributeValues(
            new ItemWriter()
                .number(":revision", changed.revision())
                .flag(":open", changed.status().open())
                .item())
        .returnValuesOnConditionCheckFailure(OLD)
        .build();
  }

  /** Makes a session due if it is open. */
  TransactWriteItem wake(SessionId id, Instant dueAt) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(sessions)
                    .key(SessionItem.key(id))
                    .updateExpression(WAKE)
                    .conditionExpression("#open = :open")
                    .expressionAttributeNames(WAKE_NAMES)
                    .expressionAttributeValues(wakeValues(id, dueAt)))
        .build();
  }

  /** As {@link #wake}, at once and by itself. */
  void wakeAlone(DynamoDbClient dynamo, SessionId id, Instant dueAt) {
    UpdateItemRequest update =
        UpdateItemRequest.builder()
            .tableName(sessions)
            .key(SessionItem.key(id))
            .updateExpression(WAKE)
            .conditionExpression("#open = :open")
            .expressionAttributeNames(WAKE_NAMES)
            .expressionAttributeValues(wakeValues(id, dueAt))
            .build();
    var unused =
        DynamoWrites.repeated(
            "have the session looked at",
            () -> {
              try {
                return Optional.of(dynamo.updateItem(update));
              } catch (ConditionalCheckFailedException e) {
                // It is over: nothing is to be looked at for it.
                return Optional.empty();
              }
            });
  }

  /** Puts a reservation into the diary as it was read. */
  TransactWriteItem enter(Diary read, Reservation reservation) {
    return read.revision() == 0 ? begin(reservation) : enterNext(read, reservation);
  }

  private TransactWriteItem begin(Reservation reservation) {
    return TransactWriteItem.builder()
        .put(
            p ->
                p.tableName(sessions)
                    .item(DiaryItem.begin(reservation))
                    .conditionExpression("attribute_not_exists(#sessionId)")
                    .expressionAttributeNames(Map.of("#sessionId", SessionItem.SESSION_ID)))
        .build();
  }

  private TransactWriteItem enterNext(Diary read, Reservation reservation) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(sessions)
                    .key(DiaryItem.key(read.userId()))
                    .updateExpression("SET #entries.#id = :entry ADD #revision :one")
                    .conditionExpression("#revision = :revision")
                    .expressionAttributeNames(entryNames(reservation))
                    .expressionAttributeValues(
                        new ItemWriter()
                            .map(":entry", reservation, ReservationItem::write)
                            .number(":revision", read.revision())
                            .number(":one", 1)
                            .item()))
        .build();
  }

  /** Strikes a reservation out of its user's diary, or finds it struck out. */
  TransactWriteItem strike(Reservation reservation) {
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(sessions)
                    .key(DiaryItem.key(reservation.userId()))
                    .updateExpression("REMOVE #entries.#id ADD #revision :one")
                    .expressionAttributeNames(entryNames(reservation))
                    .expressionAttributeValues(new ItemWriter().number(":one", 1).item()))
        .build();
  }

  private static Map<String, AttributeValue> wakeValues(SessionId id, Instant dueAt) {
    ItemWriter values = new ItemWriter().flag(":open", true).number(":one", 1);
    SessionItem.writeDue(id, dueAt, ":", values);
    return values.item();
  }

  private static Map<String, String> entryNames(Reservation reservation) {
    return Map.of(
        "#entries", DiaryItem.ENTRIES,
        "#id", reservation.sessionId().value(),
        "#revision", DiaryItem.REVISION);
  }
}
