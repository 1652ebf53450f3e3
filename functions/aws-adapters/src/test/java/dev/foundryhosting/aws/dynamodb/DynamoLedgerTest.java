/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.NOVEMBER;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.donation;
import static dev.foundryhosting.usage.UsageSamples.money;
import static dev.foundryhosting.usage.UsageSamples.privateDonation;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.local.embedded.DynamoDBEmbedded;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.usage.port.DonationLedger;
import dev.foundryhosting.usage.port.DonationLedgerContract;
import dev.foundryhosting.usage.port.UsageLedger;
import dev.foundryhosting.usage.port.UsageLedgerContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Over the vendor's own engine, since the other emulator's transactions are not raced. */
class DynamoLedgerTest {
  private static final AmazonDynamoDBLocal ENGINE = DynamoDBEmbedded.create(true);
  private static final DynamoDbClient DYNAMO = ENGINE.dynamoDbClient();
  private static final AtomicInteger STORES = new AtomicInteger();

  @AfterAll
  static void stop() {
    ENGINE.shutdownNow();
  }

  @Nested
  class KeepsCosts extends UsageLedgerContract {
    private final UsageLedger ledger = new DynamoUsageLedger(DYNAMO, fresh());

    @Override
    protected UsageLedger ledger() {
      return ledger;
    }
  }

  @Nested
  class KeepsDonations extends DonationLedgerContract {
    private final Environment environment = fresh();
    private final UsageLedger ledger = new DynamoUsageLedger(DYNAMO, environment);
    private final DonationLedger donations = new DynamoDonationLedger(DYNAMO, environment);

    @Override
    protected DonationLedger donations() {
      return donations;
    }

    @Override
    protected UsageLedger ledger() {
      return ledger;
    }
  }

  @Test
  void onlyTotalsAreInTheIndexAndTheirKeysAreAsAgreed() {
    Environment environment = fresh();
    DonationLedger donations = new DynamoDonationLedger(DYNAMO, environment);
    donations.book(donation("m-1", money("3", USD)), Optional.of(ANNA));
    donations.book(privateDonation("m-2", money("4", USD)), Optional.empty());
    List<Map<String, AttributeValue>> items =
        DYNAMO.scan(s -> s.tableName(environment.get(Variable.USAGE_TABLE_NAME))).items();

    assertThat(items)
        .filteredOn(item -> item.containsKey("month"))
        .extracting(item -> item.get("usageKey").s() + " " + item.get("entryId").s())
        .containsExactlyInAnyOrder("Anna_01#2026-11 total", "#unclaimed#2026-11 total");
    assertThat(items)
        .extracting(item -> item.get("usageKey").s() + " " + item.get("entryId").s())
        .contains("Anna_01#2026-11 donation#m-1", "#unclaimed#2026-11 donation#m-2");
    assertThat(new DynamoUsageLedger(DYNAMO, environment).totals(NOVEMBER)).hasSize(2);
  }

  private static Environment fresh() {
    Environment environment =
        new Environment(Tables.variables("ledger-" + STORES.incrementAndGet()));
    Tables.create(DYNAMO, environment, TableSchema.USAGE);
    return environment;
  }
}
