/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.instance.InstanceSamples;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.TableRecordsContract;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DynamoTableRecordsTest {
  private static final LocalDynamo DYNAMO = new LocalDynamo();

  private final Environment tables = DYNAMO.tables();
  private final MeteredDynamo metered = new MeteredDynamo(DYNAMO.client());
  private final DynamoTableRecords records = new DynamoTableRecords(metered, tables);

  @AfterAll
  static void stop() {
    DYNAMO.close();
  }

  @Nested
  class AgreesWithTheOtherAdapters extends TableRecordsContract {
    AgreesWithTheOtherAdapters() {
      super(DYNAMO.store(DYNAMO.client(), tables), records);
    }
  }

  @Test
  void aNameThatNobodyHasCostsOneRead() {
    assertThat(records.find(new Subdomain("nowhere"))).isEmpty();

    assertThat(metered.calls()).isEqualTo(1);
  }

  @Test
  void aKnownNameCostsOneReadFromTheSecondTimeOn() {
    Subdomain castle = new Subdomain("castle");
    DYNAMO
        .store(DYNAMO.client(), tables)
        .instances()
        .create(InstanceSamples.requested(new UserId("anna"), castle), Optional.empty());

    assertThat(records.find(castle)).isPresent();
    assertThat(metered.calls()).isEqualTo(2);
    assertThat(records.find(castle)).isPresent();
    assertThat(metered.calls()).isEqualTo(3);
  }
}
