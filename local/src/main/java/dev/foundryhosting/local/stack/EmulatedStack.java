package dev.foundryhosting.local.stack;

import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.Variable;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What {@code infrastructure/} would have made, made in the emulator: all that the functions find
 * when they come.
 */
public final class EmulatedStack {
  /**
   * The domain of the servers. Every browser takes {@code *.localhost} to this machine, so the
   * listener's rules and the links that a person clicks hold the same host names.
   */
  public static final String DOMAIN = "localhost";

  /** The queue to which the emulator brings whatever is put on the platform's bus. */
  public static final String EVENTS_QUEUE = "foundry-hosting-events";

  /** By which the webhook knows Ko-fi here; whoever plays Ko-fi on this machine may know it. */
  public static final String KOFI_TOKEN = "made-up-here-and-worth-nothing";

  private static final String PREFIX = "foundry-hosting";
  private static final String ANYBODY_OF_ECS =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
       "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";
  private static final String BOUNDARY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*",
       "Resource": "arn:aws:s3:::foundry-*"}]}""";

  private final URI endpoint;
  private final EmulatedClients clients;
  private final Map<Variable, String> environment = new EnumMap<>(Variable.class);

  private EmulatedStack(URI endpoint) {
    this.endpoint = endpoint;
    this.clients = new EmulatedClients(endpoint);
  }

  /**
   * Makes everything and answers with the environment of the functions.
   *
   * @param endpoint the emulator
   * @param gamePort where the stand-in for the load balancer listens
   * @param discord the secret of the Discord application
   */
  public static Map<String, String> provision(URI endpoint, int gamePort, String discord) {
    EmulatedStack stack = new EmulatedStack(endpoint);
    stack.names(gamePort);
    stack.tables();
    stack.network();
    stack.files();
    stack.roles();
    stack.queueAndSecrets(discord);
    stack.bus();
    return stack.environment.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  private void names(int gamePort) {
    environment.put(Variable.AWS_REGION, EmulatedClients.REGION);
    environment.put(Variable.AWS_ENDPOINT_URL, endpoint.toString());
    environment.put(Variable.DOMAIN_NAME, DOMAIN);
    environment.put(Variable.TASK_LOG_GROUP_NAME, "/foundry-hosting/servers");
    environment.put(Variable.TASK_ASSIGN_PUBLIC_IP, "ENABLED");
    environment.put(Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME, "instance-management");
    // Fargate on ARM64 in Frankfurt, as listed by AWS.
    environment.put(Variable.PRICE_VCPU_HOUR, "0.03725");
    environment.put(Variable.PRICE_GB_HOUR, "0.00409");
    // Java's resolver, unlike a browser, does not know *.localhost: so the host goes into the path.
    environment.put(
        Variable.FOUNDRY_PROBE_URL_TEMPLATE,
        "http://127.0.0.1:%d/.foundry-hosting/hosts/{subdomain}/api/status".formatted(gamePort));
    String offset = System.getenv(Variable.PLATFORM_CLOCK_OFFSET.name());
    if (offset != null) {
      environment.put(Variable.PLATFORM_CLOCK_OFFSET, offset);
    }
  }

  private void tables() {
    environment.putAll(Tables.create(clients.dynamoDb(), PREFIX + "-"));
  }

  private void network() {
    EmulatedNetwork network = new EmulatedNetwork(endpoint);
    String vpc = network.vpc("10.20.0.0/16");
    List<String> subnets =
        List.of(
            network.subnet(vpc, "10.20.0.0/20", EmulatedClients.REGION + "a"),
            network.subnet(vpc, "10.20.16.0/20", EmulatedClients.REGION + "b"));
    environment.put(Variable.VPC_ID, vpc);
    environment.put(Variable.TASK_SUBNET_IDS, String.join(",", subnets));
    environment.put(Variable.TASK_SECURITY_GROUP_ID, network.securityGroup(vpc, PREFIX + "-tasks"));
    loadBalancer(subnets);
    environment.put(
        Variable.ROUTE53_HOSTED_ZONE_ID,
        clients
            .route53()
            .createHostedZone(r -> r.name(DOMAIN).callerReference(PREFIX))
            .hostedZone()
            .id()
            .replace("/hostedzone/", ""));
  }

  private void loadBalancer(List<String> subnets) {
    ElasticLoadBalancingV2Client elb = clients.loadBalancing();
    LoadBalancer balancer =
        elb.createLoadBalancer(r -> r.name(PREFIX).subnets(subnets)).loadBalancers().getFirst();
    Action notFound =
        Action.builder()
            .type(ActionTypeEnum.FIXED_RESPONSE)
            .fixedResponseConfig(f -> f.statusCode("404"))
            .build();
    // HTTP, since nobody on a laptop has the certificate; the functions only ever see its ARN.
    String listener =
        elb.createListener(
                r ->
                    r.loadBalancerArn(balancer.loadBalancerArn())
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .defaultActions(notFound))
            .listeners()
            .getFirst()
            .listenerArn();
    environment.put(Variable.ALB_HTTPS_LISTENER_ARN, listener);
    environment.put(Variable.ALB_DNS_NAME, balancer.dnsName());
    environment.put(Variable.ALB_ZONE_ID, balancer.canonicalHostedZoneId());
  }

  private void files() {
    EfsClient efs = clients.efs();
    String fileSystem =
        efs.createFileSystem(r -> r.creationToken(PREFIX).encrypted(true)).fileSystemId();
    environment.put(Variable.FILE_SYSTEM_ID, fileSystem);
    environment.put(
        Variable.CACHE_ACCESS_POINT_ID,
        efs.createAccessPoint(
                r ->
                    r.fileSystemId(fileSystem)
                        .clientToken(PREFIX + "-cache")
                        .posixUser(u -> u.uid(1000L).gid(1000L))
                        .rootDirectory(
                            d ->
                                d.path("/foundry-cache")
                                    .creationInfo(
                                        c ->
                                            c.ownerUid(1000L).ownerGid(1000L).permissions("0750"))))
            .accessPointId());
    environment.put(
        Variable.CLUSTER_NAME,
        clients
            .ecs()
            .createCluster(r -> r.clusterName(PREFIX).capacityProviders("FARGATE", "FARGATE_SPOT"))
            .cluster()
            .clusterName());
  }

  private void roles() {
    IamClient iam = clients.iam();
    environment.put(Variable.TASK_ROLE_ARN, role(iam, "task"));
    environment.put(Variable.EXECUTION_ROLE_ARN, role(iam, "execution"));
    environment.put(
        Variable.USER_PERMISSIONS_BOUNDARY_ARN,
        iam.createPolicy(r -> r.policyName(PREFIX + "-boundary").policyDocument(BOUNDARY))
            .policy()
            .arn());
  }

  private static String role(IamClient iam, String name) {
    return iam.createRole(
            r -> r.roleName(PREFIX + "-" + name).assumeRolePolicyDocument(ANYBODY_OF_ECS))
        .role()
        .arn();
  }

  private void queueAndSecrets(String discord) {
    environment.put(
        Variable.WAKEUP_QUEUE_URL,
        clients.sqs().createQueue(r -> r.queueName(PREFIX + "-wakeups")).queueUrl());
    SecretsManagerClient secrets = clients.secretsManager();
    environment.put(Variable.DISCORD_SECRET_ARN, secret(secrets, "discord", discord));
    String kofi = "{\"verificationToken\": \"%s\"}".formatted(KOFI_TOKEN);
    environment.put(Variable.KOFI_SECRET_ARN, secret(secrets, "kofi", kofi));
  }

  /** As on AWS, but that each event goes into a queue, from where the stand-ins take it. */
  private void bus() {
    EventBridgeClient events = clients.eventBridge();
    String rule = "everything";
    String queue = clients.sqs().createQueue(r -> r.queueName(EVENTS_QUEUE)).queueUrl();
    String arn =
        clients
            .sqs()
            .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    events.createEventBus(r -> r.name(ResourceNames.EVENT_BUS));
    events.putRule(
        r ->
            r.name(rule)
                .eventBusName(ResourceNames.EVENT_BUS)
                .eventPattern("{\"source\": [\"%s\"]}".formatted(ResourceNames.EVENT_BUS)));
    events.putTargets(
        r ->
            r.rule(rule)
                .eventBusName(ResourceNames.EVENT_BUS)
                .targets(Target.builder().id("queue").arn(arn).build()));
  }

  private static String secret(SecretsManagerClient secrets, String name, String value) {
    return secrets
        .createSecret(r -> r.name(PREFIX + "-platform/" + name).secretString(value))
        .arn();
  }
}
