package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The sessions in their DynamoDB table, together with what a booking changes in others. A write
 * whose answer was lost is known again by its id, as with {@link DynamoInstances}.
 */
public final class DynamoSessions implements Sessions {
  private static final Pattern CURSOR = Pattern.compile("([0-9]{1,12})#([A-Za-z0-9_-]{1,64})");

  private final DynamoDbClient dynamo;
  private final String table;
  private final SessionWrites writes;

  public DynamoSessions(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
    this.writes = new SessionWrites(environment);
  }

  @Override
  public Optional<Session> find(SessionId id) {
    GetItemResponse response =
        AwsCall.of(
            "read the session",
            () ->
                dynamo.getItem(
                    g -> g.tableName(table).key(SessionItem.key(id)).consistentRead(true)));
    return response.hasItem() ? Optional.of(SessionItem.read(response.item())) : Optional.empty();
  }

  @Override
  public Optional<Session> book(Session session, License license, UserBookings diary) {
    if (session.revision() != 0) {
      throw new IllegalArgumentException("a session that is booked was never written before");
    }
    Session written = session.written(1);
    String writeId = UUID.randomUUID().toString();
    return written(
        written,
        writeId,
        DynamoWrites.transaction(
            dynamo,
            "book the session",
            List.of(
                writes.first(written, writeId),
                writes.reserve(session.reservation()),
                writes.countBooking(license, session.userId()),
                writes.note(session.reservation(), diary))));
  }

  @Override
  public Optional<Session> save(Session changed) {
    Session written = changed.written(changed.revision() + 1);
    String writeId = UUID.randomUUID().toString();
    Put put = writes.nextAlone(changed, SessionItem.write(written, writeId));
    return DynamoWrites.repeated(
        "write the session",
        () -> {
          try {
            dynamo.putItem(
                p ->
                    p.tableName(put.tableName())
                        .item(put.item())
                        .conditionExpression(put.conditionExpression())
                        .expressionAttributeNames(put.expressionAttributeNames())
                        .expressionAttributeValues(put.expressionAttributeValues())
                        .returnValuesOnConditionCheckFailure(
                            put.returnValuesOnConditionCheckFailure()));
            return Optional.of(written);
          } catch (ConditionalCheckFailedException e) {
            requireUnclosed(changed, e);
            return madeBy(writeId, e.item()) ? Optional.of(written) : Optional.empty();
          }
        });
  }

  @Override
  public Optional<Session> close(Session closed) {
    if (closed.status().open()) {
      throw new IllegalArgumentException("an open session is saved, not closed");
    }
    Session written = closed.written(closed.revision() + 1);
    String writeId = UUID.randomUUID().toString();
    Put put = writes.next(closed, SessionItem.write(written, writeId));
    return written(
        written,
        writeId,
        DynamoWrites.transaction(
            dynamo,
            "close the session",
            List.of(
                TransactWriteItem.builder().put(put).build(),
                writes.free(closed.reservation()),
                writes.strike(closed.reservation()))));
  }

  @Override
  public Page ofUser(UserId user, Optional<String> cursor, int limit) {
    requirePositive(limit);
    Optional<Map<String, AttributeValue>> position = cursor.map(text -> position(user, text));
    List<Session> found = new ArrayList<>();
    // One more than the page holds says that another page follows.
    Optional<Map<String, AttributeValue>> next = position;
    do {
      QueryResponse page = queryUser(user, next, limit + 1);
      page.items().stream().map(SessionItem::read).forEach(found::add);
      next =
          page.lastEvaluatedKey().isEmpty()
              ? Optional.empty()
              : Optional.of(page.lastEvaluatedKey());
    } while (next.isPresent() && found.size() <= limit);
    return found.size() > limit
        ? new Page(found.subList(0, limit), Optional.of(cursor(found.get(limit - 1))))
        : new Page(found, Optional.empty());
  }

  @Override
  public List<Session> openSessions() {
    // Every open session is due some time, so the due index knows them all.
    return IntStream.range(0, TableSchema.DUE_SHARDS)
        .boxed()
        .flatMap(shard -> dueItems(shard).stream())
        .map(SessionItem::read)
        .filter(session -> session.status().open())
        .toList();
  }

  private List<Map<String, AttributeValue>> dueItems(int shard) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      Map<String, AttributeValue> start = position;
      QueryResponse page =
          AwsCall.of(
              "list the open sessions",
              () ->
                  dynamo.query(
                      q ->
                          q.tableName(table)
                              .indexName("DueIndex")
                              .keyConditionExpression("#shard = :shard")
                              .expressionAttributeNames(Map.of("#shard", SessionItem.DUE_SHARD))
                              .expressionAttributeValues(
                                  Map.of(":shard", ItemWriter.numberValue(shard)))
                              .exclusiveStartKey(start.isEmpty() ? null : start)));
      items.addAll(page.items());
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty());
    return items;
  }

  @Override
  public List<SessionId> dueSessions(int shard, Instant until, int limit) {
    requirePositive(limit);
    List<SessionId> due = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = queryDue(shard, until, limit, position);
      page.items().stream()
          .map(ItemReader::new)
          // The index knows whole seconds.
          .filter(item -> !item.time(SessionItem.DUE_TIME).isAfter(until))
          .map(item -> new SessionId(item.text(SessionItem.SESSION_ID)))
          .limit(limit - due.size())
          .forEach(due::add);
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty() && due.size() < limit);
    return List.copyOf(due);
  }

  private QueryResponse queryUser(
      UserId user, Optional<Map<String, AttributeValue>> position, int limit) {
    return AwsCall.of(
        "list the sessions",
        () ->
            dynamo.query(
                q ->
                    q.tableName(table)
                        .indexName("UserSessionsIndex")
                        .keyConditionExpression("#userId = :userId")
                        .expressionAttributeNames(Map.of("#userId", SessionItem.USER_ID))
                        .expressionAttributeValues(
                            Map.of(":userId", ItemWriter.textValue(user.value())))
                        .scanIndexForward(false)
                        .limit(limit)
                        .exclusiveStartKey(position.orElse(null))));
  }

  private QueryResponse queryDue(
      int shard, Instant until, int limit, Map<String, AttributeValue> position) {
    return AwsCall.of(
        "find the sessions that are due",
        () ->
            dynamo.query(
                q ->
                    q.tableName(table)
                        .indexName("DueIndex")
                        .keyConditionExpression("#shard = :shard AND #at <= :until")
                        .projectionExpression("#sessionId, #time")
                        .expressionAttributeNames(
                            Map.of(
                                "#shard", SessionItem.DUE_SHARD,
                                "#at", SessionItem.DUE_AT,
                                "#time", SessionItem.DUE_TIME,
                                "#sessionId", SessionItem.SESSION_ID))
                        .expressionAttributeValues(
                            Map.of(
                                ":shard", ItemWriter.numberValue(shard),
                                ":until", ItemWriter.numberValue(until.getEpochSecond())))
                        .limit(limit)
                        .exclusiveStartKey(position.isEmpty() ? null : position)));
  }

  /** The session as it stands when a transaction was made, by this attempt or one before. */
  private static Optional<Session> written(
      Session session, String writeId, List<CancellationReason> reasons) {
    return reasons.isEmpty() || madeBy(writeId, reasons.getFirst().item())
        ? Optional.of(session)
        : Optional.empty();
  }

  private static boolean madeBy(String writeId, Map<String, AttributeValue> standing) {
    return standing != null
        && standing.containsKey(SessionItem.WRITE_ID)
        && writeId.equals(standing.get(SessionItem.WRITE_ID).s());
  }

  /** A write that was refused although its revision is right would have closed the session. */
  private static void requireUnclosed(Session changed, ConditionalCheckFailedException e) {
    if (e.hasItem() && SessionItem.read(e.item()).revision() == changed.revision()) {
      throw new IllegalArgumentException("a session is closed with its reservation", e);
    }
  }

  private static String cursor(Session last) {
    return last.slot().start().getEpochSecond() + "#" + last.sessionId();
  }

  private static Map<String, AttributeValue> position(UserId user, String cursor) {
    Matcher matcher = CURSOR.matcher(cursor);
    if (!matcher.matches()) {
      throw PlatformException.invalid("cursor", "must be one that a listing gave");
    }
    return new ItemWriter()
        .text(SessionItem.USER_ID, user.value())
        .number(SessionItem.STARTS_AT, Long.parseLong(matcher.group(1)))
        .text(SessionItem.SESSION_ID, matcher.group(2))
        .item();
  }

  private static void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page holds at least one session");
    }
  }
}
