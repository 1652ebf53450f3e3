/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.EmulatedAws;
import dev.foundryhosting.aws.EmulatedCloud;
import dev.foundryhosting.aws.EmulatorProcess;
import dev.foundryhosting.aws.dynamodb.Tables;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.TableSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.efs.model.CreateFileSystemResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

class AwsProbesTest {
  private final EmulatorProcess emulator = EmulatorProcess.shared();
  private final Environment bare = EmulatedAws.environment(emulator, Map.of());
  private final AwsClients clients = new AwsClients(bare);
  private ServerSettings servers;
  private RoutingSettings routing;

  @BeforeEach
  void anAccountWithTables() {
    EmulatedCloud.Network network = EmulatedCloud.fresh().network();
    Tables.create(clients.dynamoDb(), bare, TableSchema.INSTANCES);
    clients.ecs().createCluster(c -> c.clusterName("servers"));
    servers = servers(network, clients.efs().createFileSystem(f -> f.creationToken("files")));
    routing = routing(network);
  }

  private static ServerSettings servers(
      EmulatedCloud.Network network, CreateFileSystemResponse files) {
    return new ServerSettings(
        EmulatedCloud.REGION,
        "play.example.org",
        "servers",
        files.fileSystemId(),
        "fsap-cache",
        network.subnetIds(),
        network.securityGroupId(),
        false,
        "arn:aws:iam::123456789012:role/task",
        "arn:aws:iam::123456789012:role/execution",
        "/servers",
        "felddy/foundryvtt",
        "13",
        true);
  }

  private RoutingSettings routing(EmulatedCloud.Network network) {
    LoadBalancer balancer =
        clients
            .loadBalancing()
            .createLoadBalancer(b -> b.name("servers").subnets(network.subnetIds()))
            .loadBalancers()
            .getFirst();
    Listener listener =
        clients
            .loadBalancing()
            .createListener(
                l ->
                    l.loadBalancerArn(balancer.loadBalancerArn())
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(
                            Action.builder()
                                .type(ActionTypeEnum.FIXED_RESPONSE)
                                .fixedResponseConfig(f -> f.statusCode("404"))
                                .build()))
            .listeners()
            .getFirst();
    String zone =
        clients
            .route53()
            .createHostedZone(z -> z.name("play.example.org").callerReference("zone"))
            .hostedZone()
            .id();
    return new RoutingSettings(
        network.vpcId(),
        listener.listenerArn(),
        balancer.dnsName(),
        balancer.canonicalHostedZoneId(),
        zone);
  }

  @Test
  void aServiceThatAnswersIsWell() {
    for (HealthProbe probe : probes()) {
      assertThatCode(probe::check).as(probe.name()).doesNotThrowAnyException();
    }
  }

  @Test
  void aServiceThatDoesNotAnswerIsNamed() {
    for (HealthProbe probe : probes()) {
      emulator.fail(probe.name(), "*", "error", -1);
      assertThatThrownBy(probe::check)
          .hasMessageStartingWith("Could not reach " + probe.name())
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
    }
  }

  @Test
  void withoutAQueueNothingFails() {
    emulator.fail("sqs", "*", "error", -1);

    assertThatCode(AwsProbes.sqs(clients, bare)::check).doesNotThrowAnyException();
  }

  private List<HealthProbe> probes() {
    String queueUrl = clients.sqs().createQueue(q -> q.queueName("wakeups")).queueUrl();
    Environment environment =
        EmulatedAws.environment(emulator, Map.of("WAKEUP_QUEUE_URL", queueUrl));
    return List.of(
        AwsProbes.dynamoDb(clients.dynamoDb(), environment),
        AwsProbes.secretsManager(clients.secretsManager()),
        AwsProbes.sqs(clients, environment),
        AwsProbes.ecs(clients, servers),
        AwsProbes.efs(clients, servers),
        AwsProbes.loadBalancing(clients, routing),
        AwsProbes.route53(clients, routing));
  }
}
