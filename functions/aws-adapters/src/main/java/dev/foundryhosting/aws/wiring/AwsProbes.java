/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.wiring;

import static java.util.stream.Collectors.toMap;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsErrorCodes;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.Variable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Probes of the services that the platform depends on. Each asks with a permission that the
 * functions have anyway, and reads nothing of any user.
 */
class AwsProbes {
  private static final String NO_TASK = "00000000000000000000000000000000";

  /**
   * Reads one item that does not exist, of a table that the function works on. A function primes
   * its client by the same call.
   */
  @Produces
  @Named("dynamodb")
  static HealthProbe dynamoDb(DynamoDbClient dynamo, Environment environment) {
    TableSchema table =
        TableSchema.ALL.stream()
            .filter(schema -> environment.find(schema.variable()).isPresent())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No table's name is in the environment."));
    Map<String, AttributeValue> missing =
        Stream.concat(Stream.of(table.partitionKey()), table.sortKey().stream())
            .collect(toMap(TableSchema.Key::name, key -> AttributeValue.fromS("probe#")));
    String name = environment.get(table.variable());
    return new Probe("dynamodb", () -> dynamo.getItem(g -> g.tableName(name).key(missing)));
  }

  /** Describes a secret that no user can have. */
  @Produces
  static HealthProbe secretsManager(SecretsManagerClient secrets) {
    String name = ResourceNames.SECRET_PREFIX + "probe.health";
    return new Probe(
        "secretsmanager",
        // A service that works answers that there is none.
        () ->
            AwsErrorCodes.ignoring(
                () -> secrets.describeSecret(d -> d.secretId(name)), "ResourceNotFoundException"));
  }

  /** Asks for the wake-up queue's name; without a queue nothing can fail. */
  @Produces
  static HealthProbe sqs(AwsClients clients, Environment environment) {
    Optional<String> queueUrl = environment.find(Variable.WAKEUP_QUEUE_URL);
    QueueAttributeName name = QueueAttributeName.QUEUE_ARN;
    return new Probe(
        "sqs",
        () ->
            queueUrl.ifPresent(
                url ->
                    clients.sqs().getQueueAttributes(g -> g.queueUrl(url).attributeNames(name))));
  }

  /** Describes a task that does not exist: ECS reports that without an error. */
  @Produces
  static HealthProbe ecs(AwsClients clients, ServerSettings settings) {
    String cluster = settings.cluster();
    return new Probe(
        "ecs", () -> clients.ecs().describeTasks(d -> d.cluster(cluster).tasks(NO_TASK)));
  }

  /** Lists one access point of the tenants' file system. */
  @Produces
  static HealthProbe efs(AwsClients clients, ServerSettings settings) {
    String files = settings.fileSystemId();
    return new Probe(
        "efs", () -> clients.efs().describeAccessPoints(d -> d.fileSystemId(files).maxResults(1)));
  }

  /** Lists one rule of the players' listener. */
  @Produces
  static HealthProbe loadBalancing(AwsClients clients, RoutingSettings settings) {
    String listener = settings.listenerArn();
    return new Probe(
        "elbv2",
        () -> clients.loadBalancing().describeRules(d -> d.listenerArn(listener).pageSize(1)));
  }

  /** Lists one record of the domain's zone. */
  @Produces
  static HealthProbe route53(AwsClients clients, RoutingSettings settings) {
    String zone = settings.hostedZoneId();
    return new Probe(
        "route53",
        () -> clients.route53().listResourceRecordSets(l -> l.hostedZoneId(zone).maxItems("1")));
  }

  private record Probe(String name, Runnable call) implements HealthProbe {
    @Override
    public void check() {
      AwsCall.run("reach " + name, call);
    }
  }
}
