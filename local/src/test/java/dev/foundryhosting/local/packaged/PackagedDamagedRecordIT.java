/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.TableSchema;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What raises the alarms {@code record-unreadable} and {@code instances-failing}. */
@EnabledOnOs(OS.LINUX)
class PackagedDamagedRecordIT {
  private static final AttributeValue LONG_AGO = AttributeValue.fromS("2026-01-01T00:00:00Z");

  @Test
  void aDamagedRecordIsCountedByEachSweep() {
    try (PackagedPlatform platform = new PackagedPlatform();
        DynamoDbClient dynamo = platform.aws().dynamoDb()) {
      dynamo.putItem(
          p ->
              p.tableName(platform.variable(TableSchema.INSTANCES.variable().name()))
                  .item(
                      Map.of(
                          "userId", AttributeValue.fromS("damaged"),
                          "dueShard", AttributeValue.fromN("0"),
                          "nextCheckAt", AttributeValue.fromN("1767225600"),
                          "nextCheckTime", LONG_AGO)));

      String answer = platform.function("auto-shutdown").invoke("{}");

      assertThat(answer).contains("\"failed\":1");
      assertThat(platform.log())
          .contains("{\"Name\":\"UnreadableRecords\",\"Unit\":\"Count\"}")
          .contains("\"UnreadableRecords\":1")
          .contains("The record server damaged cannot be read")
          .containsPattern("\"Sweep\":\"instances\".*\"ReconcileFailed\":1");
    }
  }
}
