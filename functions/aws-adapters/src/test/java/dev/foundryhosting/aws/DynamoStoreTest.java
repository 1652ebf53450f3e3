package dev.foundryhosting.aws;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import dev.foundryhosting.instance.InstanceBurialContract;
import dev.foundryhosting.instance.InstanceSearchContract;
import dev.foundryhosting.instance.InstancesContract;
import dev.foundryhosting.instance.LicenseWritesContract;
import dev.foundryhosting.instance.LicensesContract;
import dev.foundryhosting.instance.StoreUnderTest;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.ReservationsContract;
import dev.foundryhosting.session.SessionSearchContract;
import dev.foundryhosting.session.SessionsContract;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Over the vendor's own engine, since the other emulator's transactions are not raced. */
class DynamoStoreTest {
  private static final AmazonDynamoDBLocal ENGINE = DynamoDBEmbedded.create(true);
  private static final DynamoDbClient DYNAMO = ENGINE.dynamoDbClient();
  private static final AtomicInteger STORES = new AtomicInteger();

  @AfterAll
  static void stop() {
    ENGINE.shutdownNow();
  }

  @Nested
  class KeepsInstances extends InstancesContract {
    KeepsInstances() {
      super(fresh());
    }
  }

  @Nested
  class FindsInstances extends InstanceSearchContract {
    FindsInstances() {
      super(fresh());
    }
  }

  @Nested
  class BuriesInstances extends InstanceBurialContract {
    BuriesInstances() {
      super(fresh());
    }
  }

  @Nested
  class KeepsLicenses extends LicensesContract {
    KeepsLicenses() {
      super(fresh());
    }
  }

  @Nested
  class SavesLicenses extends LicenseWritesContract {
    SavesLicenses() {
      super(fresh());
    }
  }

  @Nested
  class KeepsReservations extends ReservationsContract {
    KeepsReservations() {
      super(fresh());
    }
  }

  @Nested
  class KeepsSessions extends SessionsContract {
    KeepsSessions() {
      super(fresh());
    }
  }

  @Nested
  class FindsSessions extends SessionSearchContract {
    FindsSessions() {
      super(fresh());
    }
  }

  private static StoreUnderTest fresh() {
    Environment environment =
        new Environment(Tables.variables("store-" + STORES.incrementAndGet()));
    Tables.create(DYNAMO, environment, TableSchema.INSTANCES);
    Tables.create(DYNAMO, environment, TableSchema.LICENSE_POOL);
    Tables.create(DYNAMO, environment, TableSchema.SCHEDULED_SESSIONS);
    Tables.create(DYNAMO, environment, TableSchema.LICENSE_RESERVATIONS);
    return new StoreUnderTest(
        new DynamoInstances(DYNAMO, environment),
        new DynamoLicenses(DYNAMO, environment),
        new DynamoReservations(DYNAMO, environment),
        new DynamoSessions(DYNAMO, environment),
        new DynamoOverviews(DYNAMO, environment),
        user -> expiry(environment, user));
  }

  private static Optional<Instant> expiry(Environment environment, UserId user) {
    GetItemResponse found =
        DYNAMO.getItem(
            g ->
                g.tableName(environment.get(Variable.INSTANCE_TABLE_NAME))
                    .key(InstanceWrites.key(user)));
    return Optional.ofNullable(found.item().get("ttl"))
        .map(ttl -> Instant.ofEpochSecond(Long.parseLong(ttl.n())));
  }
}
