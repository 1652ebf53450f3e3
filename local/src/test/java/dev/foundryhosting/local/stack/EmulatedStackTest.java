/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.local.emulator.EmulatorProcess;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.Variable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

class EmulatedStackTest {
  private static EmulatorProcess emulator;
  private static Map<String, String> environment;

  @BeforeAll
  static void provision() {
    emulator = EmulatorProcess.start();
    environment = EmulatedStack.provision(emulator.endpoint(), 8081, "{}", Path.of("files"));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void everyVariableThatAFunctionCannotDoWithoutIsThereAndWellFormed() {
    Environment read = new Environment(environment);
    for (Variable variable : Variable.values()) {
      assertThat(variable.fallback().isPresent() || !read.get(variable).isEmpty())
          .as(variable.name())
          .isTrue();
    }
    assertThat(ServerSettings.from(read).subnetIds()).hasSize(2);
    assertThat(RoutingSettings.from(read).hostedZoneId()).isNotEmpty();
    assertThat(read.get(Variable.DOMAIN_NAME)).isEqualTo("localhost");
  }

  @Test
  void onlyVariablesOfTheContractAreThere() {
    assertThat(Stream.of(Variable.values()).map(Variable::name)).containsAll(environment.keySet());
  }

  @Test
  void theTablesHaveTheirKeysAndIndexes() {
    for (TableSchema schema : TableSchema.ALL) {
      TableDescription table =
          EmulatedStack.clients(emulator.endpoint())
              .dynamoDb()
              .describeTable(r -> r.tableName(environment.get(schema.variable().name())))
              .table();
      assertThat(table.keySchema()).hasSize(schema.sortKey().isPresent() ? 2 : 1);
      assertThat(table.globalSecondaryIndexes()).hasSameSizeAs(schema.indexes());
    }
  }

  @Test
  void onlyEventsOfThePlatformReachTheQueueOfItsBus() {
    AwsClients clients = EmulatedStack.clients(emulator.endpoint());
    for (String source : List.of("another-source", ResourceNames.EVENT_BUS)) {
      clients
          .eventBridge()
          .putEvents(
              r ->
                  r.entries(
                      PutEventsRequestEntry.builder()
                          .eventBusName(ResourceNames.EVENT_BUS)
                          .source(source)
                          .detailType("InstanceReady")
                          .detail("{\"eventId\": \"1\"}")
                          .build()));
    }
    String queue =
        clients.sqs().getQueueUrl(r -> r.queueName(EmulatedStack.EVENTS_QUEUE)).queueUrl();
    assertThat(
            clients.sqs().receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10)).messages())
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.body())
                    .contains("\"source\": \"foundry-hosting\"", "InstanceReady", "eventId"));
  }
}
