/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.platform.Environment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

class AwsClientsTest {
  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ExecutionInterceptor recorder =
      new ExecutionInterceptor() {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes about) {
          seen.add(context.request().getClass().getSimpleName());
        }
      };
  private final AwsClients clients =
      new AwsClients(EmulatedAws.environment(emulator, Map.of()), List.of(recorder));

  @BeforeEach
  void forget() {
    emulator.reset();
  }

  @Test
  void eachClientCallsTheEndpointInTheEnvironment() {
    clients.dynamoDb().listTables();
    clients.ecs().listClusters();
    clients.efs().describeFileSystems();
    clients.loadBalancing().describeLoadBalancers();
    clients.route53().listHostedZones();
    clients.s3().listBuckets();
    clients.iam().listUsers();
    clients.secretsManager().listSecrets();
    clients.sqs().listQueues();

    assertThat(emulator.requests())
        .extracting(EmulatorProcess.Call::service)
        .containsExactly(
            "dynamodb", "ecs", "efs", "elbv2", "route53", "s3", "iam", "secretsmanager", "sqs");
    assertThat(seen).hasSize(9).startsWith("ListTablesRequest");
  }

  @Test
  void bucketsAreAddressedByPathWhereTheEndpointIsOverridden() {
    clients.s3().createBucket(b -> b.bucket("maps"));

    assertThat(clients.s3().listBuckets().buckets()).hasSize(1);
  }

  @Test
  void aMissingRegionIsRefused() {
    assertThatThrownBy(() -> new AwsClients(new Environment(Map.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AWS_REGION");
  }
}
