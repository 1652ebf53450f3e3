package dev.foundryhosting.aws.wiring;

import dev.foundryhosting.aws.ecs.EcsTaskInventory;
import dev.foundryhosting.aws.ecs.EcsTasks;
import dev.foundryhosting.aws.efs.EfsAccessPoints;
import dev.foundryhosting.aws.elb.LoadBalancerRouteInventory;
import dev.foundryhosting.aws.elb.LoadBalancerRoutes;
import dev.foundryhosting.aws.iam.IamAssetUsers;
import dev.foundryhosting.aws.messaging.SqsWakeups;
import dev.foundryhosting.aws.route53.Route53HostNames;
import dev.foundryhosting.aws.s3.S3AssetBuckets;
import dev.foundryhosting.aws.secrets.SecretsManagerUserSecrets;
import dev.foundryhosting.instance.port.AccessPoints;
import dev.foundryhosting.instance.port.AssetBuckets;
import dev.foundryhosting.instance.port.AssetUsers;
import dev.foundryhosting.instance.port.HealthProbe;
import dev.foundryhosting.instance.port.HostNames;
import dev.foundryhosting.instance.port.Routes;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.instance.port.Wakeups;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.RoutingSettings;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.shutdown.RouteInventory;
import dev.foundryhosting.shutdown.TaskInventory;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The ports by which a server and all that belongs to it is made, with their adapters. */
@Singleton
class ResourceBeans {
  private final Environment environment;
  private final ResourceNames names;
  private final ServerSettings servers;
  private final RoutingSettings routing;
  private final AwsClients clients;
  private final SecretsManagerClient secretsManager;
  private final SqsClient sqs;
  private final Route53Client route53;
  private final ElasticLoadBalancingV2Client balancer;
  private final EfsClient efs;
  private final EcsClient ecs;

  ResourceBeans(
      Environment environment,
      ResourceNames names,
      ServerSettings servers,
      RoutingSettings routing,
      AwsClients clients) {
    this.environment = environment;
    this.names = names;
    this.servers = servers;
    this.routing = routing;
    this.clients = clients;
    secretsManager = clients.secretsManager();
    sqs = clients.sqs();
    route53 = clients.route53();
    balancer = clients.loadBalancing();
    efs = clients.efs();
    ecs = clients.ecs();
  }

  @Produces
  @Singleton
  Tasks tasks() {
    return new EcsTasks(ecs, servers);
  }

  @Produces
  @Singleton
  TaskInventory livingTasks() {
    return new EcsTaskInventory(ecs, servers);
  }

  @Produces
  @Singleton
  RouteInventory standingWays() {
    return new LoadBalancerRouteInventory(balancer, routing, names);
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
}
