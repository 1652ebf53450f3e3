/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.port.SessionOverviews;
import dev.foundryhosting.session.port.SessionOverviewsContract;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

class DynamoSessionOverviewsTest {
  private static final AmazonDynamoDBLocal ENGINE = DynamoDBEmbedded.create(true);
  private static final DynamoDbClient DYNAMO = ENGINE.dynamoDbClient();
  private static final AtomicInteger STORES = new AtomicInteger();

  private final Environment environment = fresh();
  private final UserId anna = new UserId("anna");

  @AfterAll
  static void stop() {
    ENGINE.shutdownNow();
  }

  @Nested
  class AgreesWithTheOtherAdapters extends SessionOverviewsContract {
    AgreesWithTheOtherAdapters() {
      super(ports(fresh()));
    }
  }

  @Test
  void anItemForWhichDynamoDbHadNoCapacityIsReadAgain() {
    register();
    BusyDynamo busy = new BusyDynamo(1, 2);

    SessionOverviews.Overview overview =
        new DynamoSessionOverviews(busy, environment).overview(anna);

    assertThat(overview).isEqualTo(new DynamoSessionOverviews(DYNAMO, environment).overview(anna));
    assertThat(overview.instance()).isPresent();
    assertThat(overview.license()).isPresent();
    assertThat(busy.calls).isEqualTo(3);
  }

  @Test
  void tablesThatStayBusyAreAFailureAndNeverAnAbsence() {
    register();

    assertThatThrownBy(
            () ->
                new DynamoSessionOverviews(new BusyDynamo(0, Integer.MAX_VALUE), environment)
                    .overview(anna))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED);
              assertThat(e.retryable()).isTrue();
            });
  }

  private void register() {
    new DynamoInstances(DYNAMO, environment, Tables.PROBLEMS)
        .create(
            InstanceSamples.requested(anna, new Subdomain("castle")),
            Optional.of(InstanceSamples.license(anna)));
  }

  private static Environment fresh() {
    Environment environment =
        new Environment(Tables.variables("overview-" + STORES.incrementAndGet()));
    Tables.create(DYNAMO, environment);
    return environment;
  }

  private static SessionOverviewsContract.Ports ports(Environment environment) {
    return new SessionOverviewsContract.Ports(
        new DynamoSessionOverviews(DYNAMO, environment),
        new DynamoInstances(DYNAMO, environment, Tables.PROBLEMS),
        new DynamoLicenses(DYNAMO, environment),
        new DynamoReservations(DYNAMO, environment),
        new DynamoSessions(DYNAMO, environment));
  }

  /** Answers for some of the tables only, for a number of calls. */
  private static final class BusyDynamo implements DynamoDbClient {
    private final int tables;
    private final int times;
    private int calls;

    BusyDynamo(int tables, int times) {
      this.tables = tables;
      this.times = times;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      calls++;
      if (calls > times) {
        return DYNAMO.batchGetItem(request);
      }
      Map<String, KeysAndAttributes> asked = new HashMap<>();
      Map<String, KeysAndAttributes> left = new HashMap<>(request.requestItems());
      request.requestItems().keySet().stream()
          .sorted()
          .limit(tables)
          .forEach(table -> asked.put(table, left.remove(table)));
      BatchGetItemResponse.Builder answer =
          asked.isEmpty()
              ? BatchGetItemResponse.builder().responses(Map.of())
              : DYNAMO.batchGetItem(request.toBuilder().requestItems(asked).build()).toBuilder();
      return answer.unprocessedKeys(left).build();
    }

    @Override
    public String serviceName() {
      return DYNAMO.serviceName();
    }

    @Override
    public void close() {}
  }
}
