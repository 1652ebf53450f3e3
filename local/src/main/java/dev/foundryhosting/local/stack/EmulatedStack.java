/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.stack;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.local.emulator.StartupFailure;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.Variable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.efs.model.CreateAccessPointResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The stack of {@code infrastructure/}, made in the emulator before the functions start. */
public final class EmulatedStack {
  public static final String REGION = "eu-central-1";

  /** The emulator's account. */
  public static final String ACCOUNT = "123456789012";

  /**
   * The domain of the servers. Every browser takes {@code *.localhost} to this machine, so the
   * listener's rules and the links that a person clicks hold the same host names.
   */
  public static final String DOMAIN = "localhost";

  /** The queue that gets all events of the platform's bus. */
  public static final String EVENTS_QUEUE = "foundry-hosting-events";

  /** Ko-fi's verification token here; a page may show it. */
  public static final String KOFI_TOKEN = "made-up-here-and-worth-nothing";

  /** Where the platform's clock begins, such as the day of the examples in docs/api.md. */
  private static final String NOW = "FOUNDRY_LOCAL_NOW";

  private static final String PREFIX = "foundry-hosting";
  private static final String ASSUMED_BY_ECS =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
       "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";
  private static final String BOUNDARY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*",
       "Resource": "arn:aws:s3:::foundry-*"}]}""";

  private final AwsClients clients;
  private final Map<Variable, String> environment = new EnumMap<>(Variable.class);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private EmulatedStack(URI endpoint) {
    this.clients = clients(endpoint);
  }

  /** The ARN of something in the emulator's account and region. */
  public static String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, REGION, ACCOUNT, resource);
  }

  /** The functions' clients, for another caller of an emulator. */
  public static AwsClients clients(URI endpoint) {
    return new AwsClients(
        new Environment(
            Map.of(
                Variable.AWS_REGION.name(),
                REGION,
                Variable.AWS_ENDPOINT_URL.name(),
                endpoint.toString())));
  }

  /**
   * Makes everything and returns the environment of the functions.
   *
   * @param endpoint the emulator
   * @param gamePort of the stand-in for the load balancer
   * @param discord the value of the Discord application's secret
   * @param files the folder in the place of the mounted file system
   */
  public static Map<String, String> provision(
      URI endpoint, int gamePort, String discord, Path files) {
    EmulatedStack stack = new EmulatedStack(endpoint);
    stack.put(Variable.AWS_ENDPOINT_URL, endpoint.toString());
    stack.settings(gamePort);
    stack.environment.putAll(Tables.create(stack.clients.dynamoDb(), PREFIX + "-"));
    stack.network();
    stack.files();
    stack.put(Variable.USER_FILES_ROOT, files.toAbsolutePath().toString());
    new StandInReleases(files).putUsual();
    stack.archive();
    stack.roles();
    stack.secrets(discord);
    stack.queues();
    return stack.environment.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  private void put(Variable variable, String value) {
    environment.put(variable, value);
  }

  private void settings(int gamePort) {
    put(Variable.AWS_REGION, REGION);
    put(Variable.DOMAIN_NAME, DOMAIN);
    put(Variable.TASK_LOG_GROUP_NAME, "/foundry-hosting/servers");
    put(Variable.TASK_ASSIGN_PUBLIC_IP, "ENABLED");
    put(Variable.INSTANCE_MANAGEMENT_FUNCTION_NAME, "instance-management");
    put(Variable.WORLD_FILES_FUNCTION_NAME, "world-files");
    // Fargate on ARM64 in Frankfurt, as listed by AWS.
    put(Variable.PRICE_VCPU_HOUR, "0.03725");
    put(Variable.PRICE_GB_HOUR, "0.00409");
    // Java's resolver, unlike a browser, does not know *.localhost: so the host goes into the path.
    put(
        Variable.FOUNDRY_PROBE_URL_TEMPLATE,
        "http://127.0.0.1:%d/.foundry-hosting/hosts/{subdomain}/api/status".formatted(gamePort));
    put(Variable.SERVER_URL_TEMPLATE, "http://{subdomain}.{domain}:" + gamePort);
    Optional.ofNullable(System.getenv(Variable.PLATFORM_CLOCK_OFFSET.name()))
        .or(() -> Optional.ofNullable(System.getenv(NOW)).map(EmulatedStack::untilNow))
        .ifPresent(offset -> put(Variable.PLATFORM_CLOCK_OFFSET, offset));
  }

  /** By how much the platform's clock is off that shall begin at a moment. */
  private static String untilNow(String moment) {
    try {
      return Duration.between(Instant.now(), Instant.parse(moment)).toString();
    } catch (DateTimeParseException e) {
      throw new StartupFailure(
          "%s must be a moment such as 2026-11-20T18:00:00Z.".formatted(NOW), e);
    }
  }

  private void archive() {
    String bucket = PREFIX + "-archive";
    var unused =
        clients
            .s3()
            .createBucket(
                r ->
                    r.bucket(bucket)
                        .createBucketConfiguration(where -> where.locationConstraint(REGION)));
    put(Variable.ARCHIVE_BUCKET_NAME, bucket);
  }

  private void network() {
    String vpc = ec2("Vpc&CidrBlock=10.20.0.0/16", "vpcId");
    String subnet = "Subnet&VpcId=%s&CidrBlock=%s&AvailabilityZone=%s";
    String one = ec2(subnet.formatted(vpc, "10.20.0.0/20", REGION + "a"), "subnetId");
    String other = ec2(subnet.formatted(vpc, "10.20.16.0/20", REGION + "b"), "subnetId");
    String group =
        ec2(
            "SecurityGroup&VpcId=%s&GroupName=%s&GroupDescription=%2$s"
                .formatted(vpc, PREFIX + "-tasks"),
            "groupId");
    put(Variable.VPC_ID, vpc);
    put(Variable.TASK_SUBNET_IDS, one + "," + other);
    put(Variable.TASK_SECURITY_GROUP_ID, group);
    loadBalancer(List.of(one, other));
    String zone =
        clients
            .route53()
            .createHostedZone(r -> r.name(DOMAIN).callerReference(PREFIX))
            .hostedZone()
            .id();
    put(Variable.ROUTE53_HOSTED_ZONE_ID, zone.replace("/hostedzone/", ""));
  }

  /**
   * Creates a part of the network through EC2's Query API by hand: for four calls, its SDK client
   * is larger than all the rest of the program.
   *
   * @param id the element of the answer that holds the new id
   */
  private String ec2(String what, String id) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(environment.get(Variable.AWS_ENDPOINT_URL)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            // The emulator knows the service by the credential's scope and checks no signature.
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/%s/ec2/aws4_request".formatted(REGION))
            .POST(BodyPublishers.ofString("Version=2016-11-15&Action=Create" + what))
            .build();
    String answer = http.sendAsync(request, BodyHandlers.ofString()).join().body();
    Matcher matcher = Pattern.compile("<%1$s>([^<]+)</%1$s>".formatted(id)).matcher(answer);
    if (!matcher.find()) {
      throw new StartupFailure("The emulated AWS did not create %s: %s".formatted(what, answer));
    }
    return matcher.group(1);
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
    // HTTP, since a laptop has no certificate; the functions see only the listener's ARN.
    CreateListenerResponse listener =
        elb.createListener(
            r ->
                r.loadBalancerArn(balancer.loadBalancerArn())
                    .protocol(ProtocolEnum.HTTP)
                    .port(80)
                    .defaultActions(notFound));
    put(Variable.ALB_HTTPS_LISTENER_ARN, listener.listeners().getFirst().listenerArn());
    put(Variable.ALB_DNS_NAME, balancer.dnsName());
    put(Variable.ALB_ZONE_ID, balancer.canonicalHostedZoneId());
  }

  private void files() {
    EfsClient efs = clients.efs();
    String fileSystem =
        efs.createFileSystem(r -> r.creationToken(PREFIX).encrypted(true)).fileSystemId();
    CreateAccessPointResponse cache =
        efs.createAccessPoint(
            r ->
                r.fileSystemId(fileSystem)
                    .clientToken(PREFIX + "-cache")
                    .posixUser(u -> u.uid(1000L).gid(1000L))
                    .rootDirectory(
                        d ->
                            d.path(ResourceNames.FILES_ROOT + ResourceNames.RELEASES)
                                .creationInfo(
                                    c -> c.ownerUid(1000L).ownerGid(1000L).permissions("0750"))));
    put(Variable.FILE_SYSTEM_ID, fileSystem);
    put(Variable.CACHE_ACCESS_POINT_ID, cache.accessPointId());
  }

  private void roles() {
    clients
        .ecs()
        .createCluster(r -> r.clusterName(PREFIX).capacityProviders("FARGATE", "FARGATE_SPOT"));
    put(Variable.CLUSTER_NAME, PREFIX);
    put(Variable.TASK_ROLE_ARN, role("task"));
    put(Variable.EXECUTION_ROLE_ARN, role("execution"));
    put(
        Variable.USER_PERMISSIONS_BOUNDARY_ARN,
        clients
            .iam()
            .createPolicy(r -> r.policyName(PREFIX + "-boundary").policyDocument(BOUNDARY))
            .policy()
            .arn());
  }

  private String role(String name) {
    return clients
        .iam()
        .createRole(r -> r.roleName(PREFIX + "-" + name).assumeRolePolicyDocument(ASSUMED_BY_ECS))
        .role()
        .arn();
  }

  private void secrets(String discord) {
    put(Variable.DISCORD_SECRET_ARN, secret("discord", discord));
    String kofi = "{\"verificationToken\": \"%s\"}".formatted(KOFI_TOKEN);
    put(Variable.KOFI_SECRET_ARN, secret("kofi", kofi));
    String portal =
        "{\"linkKey\": \"%s\", \"licenseClaimKey\": \"%s\"}".formatted(drawKey(), drawKey());
    put(Variable.PORTAL_SECRET_ARN, secret("portal", portal));
  }

  private static String drawKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  private String secret(String name, String value) {
    return clients
        .secretsManager()
        .createSecret(r -> r.name(PREFIX + "-platform/" + name).secretString(value))
        .arn();
  }

  /** The bus as on AWS, with a queue as its only target, from which the stand-ins deliver. */
  private void queues() {
    SqsClient sqs = clients.sqs();
    put(
        Variable.WAKEUP_QUEUE_URL,
        sqs.createQueue(r -> r.queueName(PREFIX + "-wakeups")).queueUrl());
    sqs.createQueue(r -> r.queueName(EVENTS_QUEUE));
    EventBridgeClient events = clients.eventBridge();
    String bus = ResourceNames.EVENT_BUS;
    events.createEventBus(r -> r.name(bus));
    events.putRule(
        r ->
            r.name("everything")
                .eventBusName(bus)
                .eventPattern("{\"source\": [\"%s\"]}".formatted(bus)));
    events.putTargets(
        r ->
            r.rule("everything")
                .eventBusName(bus)
                .targets(Target.builder().id("queue").arn(arn("sqs", EVENTS_QUEUE)).build()));
  }
}
