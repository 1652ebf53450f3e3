package dev.foundryhosting.aws.wiring;

import static java.util.stream.Collectors.toMap;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.Variable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Probes of the services that the platform depends on. Each asks for something that is not there,
 * or for nothing of anybody's, with a permission that the functions have anyway.
 */
public final class AwsProbes {
  private static final String NO_TASK = "00000000000000000000000000000000";

  private AwsProbes() {}

  /**
   * Reads one item that does not exist, of a table that the function works on; also the call by
   * which it primes its client.
   */
  public static HealthProbe dynamoDb(DynamoDbClient dynamo, Environment environment) {
    TableSchema table =
        TableSchema.ALL.stream()
            .filter(schema -> environment.find(schema.variable()).isPresent())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No table's name is in the environment."));
    Map<String, AttributeValue> nobody =
        Stream.concat(Stream.of(table.partitionKey()), table.sortKey().stream())
            .collect(toMap(TableSchema.Key::name, key -> AttributeValue.fromS("probe#")));
    String name = environment.get(table.variable());
    return new Probe("dynamodb", () -> dynamo.getItem(g -> g.tableName(name).key(nobody)));
  }

  /** Describes a secret that no user can have. */
  public static HealthProbe secretsManager(SecretsManagerClient secrets) {
    return new Probe(
        "secretsmanager",
        () -> {
          try {
            secrets.describeSecret(d -> d.secretId(ResourceNames.SECRET_PREFIX + "probe.health"));
          } catch (ResourceNotFoundException e) {
            // That is the answer of a service that works.
            return;
          }
        });
  }

  /** Asks for the wake-up queue's name; where there is none there is nothing to fail. */
  public static HealthProbe sqs(SqsClient sqs, Environment environment) {
    Optional<String> queueUrl = environment.find(Variable.WAKEUP_QUEUE_URL);
    return new Probe(
        "sqs",
        () ->
            queueUrl.ifPresent(
                url ->
                    sqs.getQueueAttributes(
                        g -> g.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))));
  }

  /** Looks at a task that never was: ECS says so without an error, if the cluster stands. */
  public static HealthProbe ecs(EcsClient ecs, ServerSettings settings) {
    return new Probe(
        "ecs", () -> ecs.describeTasks(d -> d.cluster(settings.cluster()).tasks(NO_TASK)));
  }

  /** Lists the access points of the tenants' file system, one of them. */
  public static HealthProbe efs(EfsClient efs, ServerSettings settings) {
    return new Probe(
        "efs",
        () -> efs.describeAccessPoints(d -> d.fileSystemId(settings.fileSystemId()).maxResults(1)));
  }

  /** Lists the rules of the listener that players come through, one of them. */
  public static HealthProbe loadBalancing(
      ElasticLoadBalancingV2Client balancer, RoutingSettings settings) {
    return new Probe(
        "elbv2",
        () -> balancer.describeRules(d -> d.listenerArn(settings.listenerArn()).pageSize(1)));
  }

  /** Lists the records of the domain's zone, one of them. */
  public static HealthProbe route53(Route53Client route53, RoutingSettings settings) {
    return new Probe(
        "route53",
        () ->
            route53.listResourceRecordSets(
                l -> l.hostedZoneId(settings.hostedZoneId()).maxItems("1")));
  }

  private record Probe(String name, Runnable call) implements HealthProbe {
    @Override
    public void check() {
      AwsCall.run("reach " + name, call);
    }
  }
}
