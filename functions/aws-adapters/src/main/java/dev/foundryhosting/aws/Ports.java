package dev.foundryhosting.aws;

import dev.foundryhosting.instance.AccessPoints;
import dev.foundryhosting.instance.AssetBuckets;
import dev.foundryhosting.instance.AssetUsers;
import dev.foundryhosting.instance.HealthProbe;
import dev.foundryhosting.instance.HostNames;
import dev.foundryhosting.instance.Instances;
import dev.foundryhosting.instance.Journal;
import dev.foundryhosting.instance.RandomSource;
import dev.foundryhosting.instance.Routes;
import dev.foundryhosting.instance.Tasks;
import dev.foundryhosting.instance.UserSecrets;
import dev.foundryhosting.instance.Wakeups;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Variable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Every port of the domain with the adapter that stands behind it. The clients themselves are no
 * beans: the Quarkus extension that makes the S3 client compile natively would take them for its
 * own.
 */
@Singleton
class Ports {
  private final Environment environment;
  private final ResourceNames names;
  private final ServerSettings servers;
  private final RoutingSettings routing;
  private final AwsClients clients;
  private final DynamoDbClient dynamo;
  private final SecretsManagerClient secretsManager;
  private final SqsClient sqs;
  private final Route53Client route53;
  private final ElasticLoadBalancingV2Client balancer;
  private final EfsClient efs;
  private final EcsClient ecs;

  Ports(
      Environment environment,
      ResourceNames names,
      ServerSettings servers,
      RoutingSettings routing) {
    this.environment = environment;
    this.names = names;
    this.servers = servers;
    this.routing = routing;
    clients = new AwsClients(environment);
    dynamo = clients.dynamoDb();
    secretsManager = clients.secretsManager();
    sqs = clients.sqs();
    route53 = clients.route53();
    balancer = clients.loadBalancing();
    efs = clients.efs();
    ecs = clients.ecs();
  }

  @Produces
  @Singleton
  Instances instances() {
    return new DynamoInstances(dynamo, environment);
  }

  @Produces
  @Singleton
  Licenses licenses() {
    return new DynamoLicenses(dynamo, environment);
  }

  @Produces
  @Singleton
  Tasks tasks() {
    return new EcsTasks(ecs, servers);
  }

  @Produces
  @Singleton
  AccessPoints accessPoints() {
    return new EfsAccessPoints(efs, servers.fileSystemId());
  }

  @Produces
  @Singleton
  AssetBuckets buckets() {
    return new S3AssetBuckets(clients.s3(), servers.region());
  }

  @Produces
  @Singleton
  AssetUsers assetUsers() {
    return new IamAssetUsers(
        clients.iam(), environment.get(Variable.USER_PERMISSIONS_BOUNDARY_ARN));
  }

  @Produces
  @Singleton
  UserSecrets secrets() {
    return new SecretsManagerUserSecrets(secretsManager, names);
  }

  @Produces
  @Singleton
  Routes routes() {
    return new LoadBalancerRoutes(balancer, routing, names);
  }

  @Produces
  @Singleton
  HostNames hostNames() {
    return new Route53HostNames(route53, routing);
  }

  @Produces
  @Singleton
  Wakeups wakeups() {
    return new SqsWakeups(sqs, environment);
  }

  @Produces
  @Singleton
  @Named("dynamodb")
  HealthProbe dynamoProbe() {
    return AwsProbes.dynamoDb(dynamo, environment);
  }

  @Produces
  @Singleton
  HealthProbe secretsProbe() {
    return AwsProbes.secretsManager(secretsManager);
  }

  @Produces
  @Singleton
  HealthProbe sqsProbe() {
    return AwsProbes.sqs(sqs, environment);
  }

  @Produces
  @Singleton
  HealthProbe ecsProbe() {
    return AwsProbes.ecs(ecs, servers);
  }

  @Produces
  @Singleton
  HealthProbe efsProbe() {
    return AwsProbes.efs(efs, servers);
  }

  @Produces
  @Singleton
  HealthProbe loadBalancingProbe() {
    return AwsProbes.loadBalancing(balancer, routing);
  }

  @Produces
  @Singleton
  HealthProbe route53Probe() {
    return AwsProbes.route53(route53, routing);
  }

  /** Into the log, with the request that was under way. */
  @Produces
  @Singleton
  Journal journal() {
    Logger log = Logger.getLogger(Journal.class);
    return (sentence, cause) -> log.warn(sentence, cause);
  }

  /** Seeded where it runs: one made at build time would give all functions the same keys. */
  @Produces
  @Singleton
  RandomSource random() {
    SecureRandom random = new SecureRandom();
    return count -> {
      byte[] bytes = new byte[count];
      random.nextBytes(bytes);
      return bytes;
    };
  }
}
