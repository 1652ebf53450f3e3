/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static dev.foundryhosting.usage.UsageSamples.ANNA;
import static dev.foundryhosting.usage.UsageSamples.NOVEMBER;
import static dev.foundryhosting.usage.UsageSamples.NOW;
import static dev.foundryhosting.usage.UsageSamples.PRICES;
import static dev.foundryhosting.usage.UsageSamples.USD;
import static dev.foundryhosting.usage.UsageSamples.donation;
import static dev.foundryhosting.usage.UsageSamples.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedAws;
import dev.foundryhosting.aws.EmulatorProcess;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.usage.UsageSamples;
import dev.foundryhosting.usage.command.BookRun;
import dev.foundryhosting.usage.command.ClaimDonation;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Writes of the ledger whose answer is lost. */
class LedgerLostAnswersTest {
  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final Environment environment = EmulatedAws.environment(emulator, Map.of());
  private final DynamoDbClient dynamo = new AwsClients(environment).dynamoDb();
  private final DynamoUsageLedger ledger = new DynamoUsageLedger(dynamo, environment);
  private final DynamoDonationLedger donations = new DynamoDonationLedger(dynamo, environment);

  @BeforeEach
  void anEmptyTable() {
    emulator.reset();
    Tables.create(dynamo, environment, TableSchema.USAGE);
  }

  @Test
  void aRunWhoseBookingWasNotAnsweredIsBookedOnce() {
    emulator.fail("dynamodb", "TransactWriteItems", "lost-answer", 1);
    var run = UsageSamples.run("run-1", ANNA, NOW, NOW.plusSeconds(3600));

    var unused = new BookRun(ledger, PRICES).book(run);
    unused = new BookRun(ledger, PRICES).book(run);

    assertThat(ledger.month(ANNA, NOVEMBER).total().seconds()).isEqualTo(3600);
  }

  @Test
  void aDonationWhoseBookingWasNotAnsweredIsBookedOnce() {
    emulator.fail("dynamodb", "TransactWriteItems", "lost-answer", 1);

    assertThat(donations.book(donation("m-1", money("3", USD)), Optional.of(ANNA)).user())
        .contains(ANNA);

    assertThat(ledger.month(ANNA, NOVEMBER).total().donations().in(USD)).isEqualTo(money("3", USD));
  }

  @Test
  void aClaimThatWasNotAnsweredIsDone() {
    donations.book(donation("m-1", money("3", USD)), Optional.empty());
    emulator.fail("dynamodb", "TransactWriteItems", "lost-answer", 1);

    assertThat(new ClaimDonation(donations).claim(ANNA, "tx-m-1").user()).contains(ANNA);

    assertThat(ledger.month(ANNA, NOVEMBER).entries()).hasSize(1);
  }

  @Test
  void aTableThatCannotBeReadIsAFailureAndNoEmptyMonth() {
    emulator.fail("dynamodb", "Query", "error", -1);

    assertThatThrownBy(() -> ledger.month(ANNA, NOVEMBER))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
    assertThatThrownBy(() -> ledger.totals(NOVEMBER)).isInstanceOf(PlatformException.class);
  }
}
