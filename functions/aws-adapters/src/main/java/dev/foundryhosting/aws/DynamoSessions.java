package dev.foundryhosting.aws;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.Diary;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The sessions in their DynamoDB table, with the licences', the reservations' and the diaries where
 * they change at once (docs/decisions/ADR-012.md).
 */
public final class DynamoSessions implements Sessions {
  /** Whole seconds of the start, '#', and the session's id. */
  private static final Pattern CURSOR = Pattern.compile("(\\d{1,12})#([A-Za-z0-9_-]{1,64})");

  private final DynamoDbClient dynamo;
  private final String table;
  private final SessionWrites writes;
  private final LicenseWrites licenseWrites;
  private final ReservationWrites reservationWrites;

  public DynamoSessions(DynamoDbClient dynamo, Environment environment) {
    this.dynamo = dynamo;
    this.table = environment.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME);
    this.writes = new SessionWrites(environment);
    this.licenseWrites = new LicenseWrites(environment);
    this.reservationWrites = new ReservationWrites(environment);
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
  public Optional<Session> book(Session session, License license, Diary diary) {
    if (session.revision() != 0) {
      throw new IllegalArgumentException("a session that is booked was never written before");
    }
    Session written = session.written(1);
    WriteId writeId = WriteId.draw();
    List<CancellationReason> reasons =
        DynamoWrites.transaction(
            dynamo,
            "book the session",
            List.of(
                // First, since nothing changes it as long as it stands: it tells whether this
                // booking was made when its answer was lost.
                reservationWrites.first(session.reservation(), writeId),
                licenseWrites.book(license, session.userId()),
                writes.first(SessionItem.write(written, writeId)),
                writes.enter(diary, session.reservation())));
    return reasons.isEmpty() || writeId.made(reasons.getFirst().item())
        ? Optional.of(written)
        : Optional.empty();
  }

  @Override
  public Optional<Session> save(Session changed) {
    Session written = changed.written(changed.revision() + 1);
    WriteId writeId = WriteId.draw();
    return DynamoWrites.repeated(
        "write the session",
        () -> {
          try {
            dynamo.putItem(writes.nextAlone(changed, SessionItem.write(written, writeId)));
            return Optional.of(written);
          } catch (ConditionalCheckFailedException e) {
            requireUnclosed(changed, e);
            return writeId.made(e.item()) ? Optional.of(written) : Optional.empty();
          }
        });
  }

  @Override
  public Optional<Session> close(Session closed) {
    if (closed.status().open()) {
      throw new IllegalArgumentException("an open session is saved, not closed");
    }
    Session written = closed.written(closed.revision() + 1);
    WriteId writeId = WriteId.draw();
    List<CancellationReason> reasons =
        DynamoWrites.transaction(
            dynamo,
            "end the session",
            List.of(
                writes.next(closed, SessionItem.write(written, writeId)),
                reservationWrites.end(closed.reservation()),
                writes.strike(closed.reservation())));
    return reasons.isEmpty() || writeId.made(reasons.getFirst().item())
        ? Optional.of(written)
        : Optional.empty();
  }

  @Override
  public Page ofUser(UserId user, Optional<String> cursor, int limit) {
    requirePositive(limit);
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .indexName("UserSessionsIndex")
            .keyConditionExpression("#userId = :userId")
            .expressionAttributeNames(Map.of("#userId", SessionItem.USER_ID))
            .expressionAttributeValues(Map.of(":userId", ItemWriter.textValue(user.value())))
            .scanIndexForward(false)
            // One more than the page holds says that another page follows.
            .limit(Math.addExact(limit, 1))
            .build();
    Map<String, AttributeValue> position =
        cursor.map(text -> position(user, text)).orElse(Map.of());
    List<Session> found = new ArrayList<>();
    do {
      QueryResponse page =
          DynamoQueries.page("list the user's sessions", dynamo, request, position);
      page.items().stream().map(SessionItem::read).forEach(found::add);
      position = page.lastEvaluatedKey();
    } while (!position.isEmpty() && found.size() <= limit);
    return found.size() > limit
        ? new Page(found.subList(0, limit), Optional.of(cursor(found.get(limit - 1))))
        : new Page(found, Optional.empty());
  }

  @Override
  public List<SessionId> dueSessions(int shard, Instant until, int limit) {
    requirePositive(limit);
    QueryRequest request = dueUntil(shard, until, limit);
    List<SessionId> due = new ArrayList<>();
    Map<String, AttributeValue> position = Map.of();
    do {
      QueryResponse page = DynamoQueries.page("find what is due", dynamo, request, position);
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

  private QueryRequest dueUntil(int shard, Instant until, int limit) {
    return QueryRequest.builder()
        .tableName(table)
        .indexName("DueIndex")
        .keyConditionExpression("#shard = :shard AND #at <= :until")
        .projectionExpression("#id, #time")
        .expressionAttributeNames(
            Map.of(
                "#shard", SessionItem.DUE_SHARD,
                "#at", SessionItem.DUE_AT,
                "#id", SessionItem.SESSION_ID,
                "#time", SessionItem.DUE_TIME))
        .expressionAttributeValues(
            new ItemWriter()
                .number(":shard", shard)
                .number(":until", until.getEpochSecond())
                .item())
        .limit(limit)
        .build();
  }

  /** A refused write whose revision is right was refused since it would have opened or closed. */
  private static void requireUnclosed(Session changed, ConditionalCheckFailedException e) {
    if (!e.hasItem()) {
      return;
    }
    Session standing = SessionItem.read(e.item());
    if (standing.revision() == changed.revision()) {
      throw new IllegalArgumentException("a session is closed with its reservation", e);
    }
  }

  private static String cursor(Session session) {
    return session.slot().start().getEpochSecond() + "#" + session.sessionId();
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
