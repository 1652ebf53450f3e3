/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import dev.foundryhosting.instance.port.StoreUnderTest;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** The vendor's own engine in this process; the other emulator's transactions are not raced. */
public final class LocalDynamo implements AutoCloseable {
  private static final List<TableSchema> SCHEMAS =
      List.of(
          TableSchema.INSTANCES,
          TableSchema.LICENSE_POOL,
          TableSchema.SCHEDULED_SESSIONS,
          TableSchema.LICENSE_RESERVATIONS,
          TableSchema.USAGE);

  private final AmazonDynamoDBLocal engine = DynamoDBEmbedded.create(true);
  private final DynamoDbClient client = engine.dynamoDbClient();
  private final AtomicInteger stores = new AtomicInteger();

  /** The names of new tables. */
  public Environment tables() {
    Environment environment =
        new Environment(Tables.variables("store-" + stores.incrementAndGet()));
    SCHEMAS.forEach(schema -> Tables.create(client, environment, schema));
    return environment;
  }

  /** An empty store in tables of its own. */
  StoreUnderTest store() {
    return store(client, tables());
  }

  /** The adapters over a client, on these tables. */
  public StoreUnderTest store(DynamoDbClient over, Environment tables) {
    return new StoreUnderTest(
        new DynamoInstances(over, tables, Tables.PROBLEMS),
        new DynamoLicenses(over, tables),
        new DynamoReservations(over, tables),
        new DynamoSessions(over, tables),
        new DynamoStartRecords(over, tables),
        new DynamoMaintenanceOrders(over, tables),
        new DynamoReleases(over, tables),
        user -> expiry(tables, user));
  }

  public DynamoDbClient client() {
    return client;
  }

  /** All stored sessions, in no order. */
  List<Session> allSessions(Environment tables) {
    return client
        .scanPaginator(
            s ->
                s.tableName(tables.get(Variable.SCHEDULED_SESSIONS_TABLE_NAME))
                    .consistentRead(true))
        .items()
        .stream()
        .filter(item -> !item.containsKey(SessionItem.ENTRIES))
        .map(item -> SessionItem.read(new ItemReader(item)))
        .toList();
  }

  private Optional<Instant> expiry(Environment tables, UserId user) {
    GetItemResponse found =
        client.getItem(
            g ->
                g.tableName(tables.get(Variable.INSTANCE_TABLE_NAME))
                    .key(InstanceTable.key(user).item()));
    return Optional.ofNullable(found.item().get("ttl"))
        .map(ttl -> Instant.ofEpochSecond(Long.parseLong(ttl.n())));
  }

  @Override
  public void close() {
    engine.shutdownNow();
  }
}
