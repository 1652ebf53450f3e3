package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.ask;
import static dev.foundryhosting.local.packaged.PackagedPlatform.data;
import static dev.foundryhosting.local.packaged.PackagedPlatform.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/** The whole life of one server through the packaged functions, with a look at AWS at each step. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedLifeIT {
  private static final UserId USER = new UserId("230000000000000001");
  private static final String PASSWORD = "pa\\\"ss ${word} #1";
  private static final String LICENSE_KEY = "ABCD-EFGH-2345-WXYZ";
  private static final String HOST = "grim-keep.localhost";
  private static final Map<String, String> TAGS =
      Map.of("foundry-hosting:managed", "true", "foundry-hosting:user", USER.value());

  private final PackagedPlatform platform = new PackagedPlatform();
  private final ResourceNames names = new ResourceNames("localhost");
  private final String bucket = names.bucket(USER);
  private final List<String> secrets =
      new ArrayList<>(List.of(LICENSE_KEY, "pa\"ss ${word} #1", PASSWORD));
  private LambdaRuntime management;
  private LambdaRuntime events;
  private LambdaRuntime sweep;

  @BeforeAll
  void boot() {
    management = platform.boot("instance-management");
    events = platform.boot("task-events");
    sweep = platform.boot("auto-shutdown");
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  @Order(1)
  void creatingMakesEverythingThatBelongsToTheUser() {
    JsonNode created =
        data(
            ask(
                management,
                "{'action': 'create', 'userId': '%s', 'username': 'Grim Keep', 'licenseType': 'byol', 'foundryUsername': 'keeper', 'foundryPassword': '%s', 'licenseKey': '%s', 'shareLicense': true}"
                    .formatted(USER, PASSWORD, LICENSE_KEY)));

    assertThat(created.path("status").asText()).isEqualTo("created");
    assertThat(created.path("url").asText()).isEqualTo("https://" + HOST);
    assertThat(created.at("/license/sharing").asText()).isEqualTo("shared");
    JsonNode key = data(ask(management, of("get-admin-key")));
    secrets.add(key.path("adminKey").asText());
    assertThat(key.path("adminKey").asText()).matches("[0-9a-f]{32}");
  }

  @Test
  @Order(2)
  void theBucketIsOneUsersAndOneOriginsAlone() {
    var s3 = platform.aws().s3();
    assertThat(
            s3.getBucketTagging(r -> r.bucket(bucket)).tagSet().stream()
                .map(tag -> Map.entry(tag.key(), tag.value())))
        .containsAll(TAGS.entrySet());
    assertThat(s3.getBucketVersioning(r -> r.bucket(bucket)).statusAsString()).isEqualTo("Enabled");
    assertThat(s3.getBucketLifecycleConfiguration(r -> r.bucket(bucket)).rules()).isNotEmpty();
    assertThat(s3.getBucketCors(r -> r.bucket(bucket)).corsRules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.allowedOrigins()).containsExactly("https://" + HOST));
    JsonNode policy = read(s3.getBucketPolicy(r -> r.bucket(bucket)).policy());
    for (JsonNode statement : policy.path("Statement")) {
      if (statement.path("Effect").asText().equals("Allow")) {
        assertThat(statement.path("Action").toString())
            .contains("s3:GetObject")
            .doesNotContain("List", "Put", "Delete", "*");
        assertThat(statement.path("Resource").toString()).contains(bucket + "/*");
      }
    }
  }

  @Test
  @Order(3)
  void theAssetUserMayUseItsBucketWithinTheBoundary() {
    var iam = platform.aws().iam();
    String name = names.assetUser(USER);
    var user = iam.getUser(r -> r.userName(name)).user();
    assertThat(user.path()).isEqualTo("/foundry-hosting/");
    assertThat(user.permissionsBoundary().permissionsBoundaryArn())
        .isEqualTo(platform.variable("USER_PERMISSIONS_BOUNDARY_ARN"));
    assertThat(
            iam.listUserTags(r -> r.userName(name)).tags().stream()
                .map(tag -> Map.entry(tag.key(), tag.value())))
        .containsAll(TAGS.entrySet());
    List<String> policies = iam.listUserPolicies(r -> r.userName(name)).policyNames();
    assertThat(policies).hasSize(1);
    assertThat(
            iam.getUserPolicy(r -> r.userName(name).policyName(policies.getFirst()))
                .policyDocument())
        .contains(bucket);
    assertThat(iam.listAttachedUserPolicies(r -> r.userName(name)).attachedPolicies()).isEmpty();
    assertThat(iam.listAccessKeys(r -> r.userName(name)).accessKeyMetadata()).hasSize(1);
  }

  @Test
  @Order(4)
  void theSecretHoldsAllCredentialsAndTheRecordPointsAtTheBalancer() {
    var manager = platform.aws().secretsManager();
    String name = names.secret(USER);
    assertThat(
            manager.describeSecret(r -> r.secretId(name)).tags().stream()
                .map(tag -> Map.entry(tag.key(), tag.value())))
        .containsAll(TAGS.entrySet());
    ObjectNode secret = read(manager.getSecretValue(r -> r.secretId(name)).secretString());
    assertThat(secret.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "foundryUsername",
            "foundryPassword",
            "licenseKey",
            "adminKey",
            "assetsAccessKeyId",
            "assetsSecretAccessKey");
    assertThat(secret.path("foundryPassword").asText()).isEqualTo("pa\"ss ${word} #1");
    assertThat(secret.path("adminKey").asText()).isIn(secrets);
    secrets.add(secret.path("assetsSecretAccessKey").asText());
    assertThat(records())
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.aliasTarget().dnsName())
                    .contains(platform.variable("ALB_DNS_NAME")));
    var efs = platform.aws().efs();
    assertThat(
            efs.describeAccessPoints(r -> r.fileSystemId(platform.variable("FILE_SYSTEM_ID")))
                .accessPoints())
        .filteredOn(
            point -> !point.accessPointId().equals(platform.variable("CACHE_ACCESS_POINT_ID")))
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.rootDirectory().path()).isEqualTo("/foundry-instances/" + USER);
              assertThat(point.posixUser().uid()).isEqualTo(1000L);
            });
  }

  @Test
  @Order(5)
  void aStartAsksForOneTaskAndShowsNoSecretInIt() {
    assertThat(data(ask(management, of("start"))).path("status").asText()).isEqualTo("starting");

    assertThat(platform.liveTasks(names.serverFamily(USER))).hasSize(1);
    TaskDefinition definition = definition();
    assertThat(definition.containerDefinitions()).hasSize(2);
    ContainerDefinition server = container(definition, "server");
    assertThat(server.image()).isEqualTo("felddy/foundryvtt:13");
    assertThat(server.stopTimeout()).isEqualTo(120);
    assertThat(server.secrets().stream().map(Secret::name))
        .contains(
            "FOUNDRY_ADMIN_KEY", "FOUNDRY_USERNAME", "FOUNDRY_PASSWORD", "FOUNDRY_LICENSE_KEY");
    assertThat(server.environment())
        .anySatisfy(
            variable -> {
              assertThat(variable.name()).isEqualTo("FOUNDRY_HOSTNAME");
              assertThat(variable.value()).isEqualTo(HOST);
            });
    assertNoSecretIn(definition.toString());
  }

  @Test
  @Order(6)
  void playersAreLetInOnlyWhenTheLoadBalancerFindsTheServerHealthy() {
    JsonNode task = platform.liveTasks(names.serverFamily(USER)).getFirst();
    tell(platform.moved(task, "{'lastStatus': 'PENDING', 'privateIp': '10.20.0.77'}"));
    tell(platform.moved(task, "{'lastStatus': 'RUNNING', 'healthStatus': 'HEALTHY'}"));

    assertThat(rule().conditions())
        .extracting(condition -> condition.field())
        .containsExactlyInAnyOrder("host-header", "path-pattern");
    assertThat(status().path("status").asText()).isEqualTo("starting");
    TargetGroup group = group();
    assertThat(group.healthCheckPath()).isEqualTo("/api/status");
    assertThat(group.port()).isEqualTo(30000);

    platform.targetIsHealthy(group.targetGroupArn(), "10.20.0.77");
    wake();

    JsonNode running = status();
    assertThat(running.path("status").asText()).isEqualTo("running");
    assertThat(running.at("/progress/phase").asText()).isEqualTo("ready");
    assertThat(Instant.parse(running.path("readyAt").asText()))
        .isAfter(Instant.parse(running.path("startedAt").asText()));
    assertThat(rule().conditions())
        .singleElement()
        .satisfies(
            condition -> assertThat(condition.hostHeaderConfig().values()).containsExactly(HOST));
    assertNoSecretStored();
  }

  @Test
  @Order(7)
  void theSweepFindsNothingToRepair() {
    ObjectNode report = read(sweep.invoke("{\"source\": \"aws.events\"}"));

    assertThat(report.path("failed").asInt(-1)).isZero();
    assertThat(report.path("repaired").asInt(-1)).isZero();
    assertThat(status().path("status").asText()).isEqualTo("running");
  }

  @Test
  @Order(8)
  void aStopTakesTheWayAwayAndEndsTheTask() {
    assertThat(data(ask(management, of("stop"))).path("status").asText()).isEqualTo("stopping");
    JsonNode task = platform.liveTasks(names.serverFamily(USER)).getFirst();
    assertThat(task.path("desiredStatus").asText()).isEqualTo("STOPPED");

    tell(platform.moved(task, "{'lastStatus': 'STOPPED'}"));
    for (int look = 0; look < 5 && !status().path("status").asText().equals("stopped"); look++) {
      wake();
    }

    JsonNode stopped = status();
    assertThat(stopped.path("status").asText()).as(stopped.toString()).isEqualTo("stopped");
    assertThat(stopped.has("startedAt")).isFalse();
    assertThat(rules()).isEmpty();
    assertThatThrownBy(this::group).isInstanceOf(TargetGroupNotFoundException.class);
    assertThat(
            platform
                .aws()
                .dynamoDb()
                .scan(r -> r.tableName(platform.variable("LICENSE_POOL_TABLE_NAME")))
                .items()
                .toString())
        .doesNotContain("runId");
  }

  @Test
  @Order(9)
  void anotherVersionRunsAtTheNextStart() {
    data(
        ask(
            management,
            "{'action': 'update-version', 'userId': '%s', 'foundryVersion': '12.331'}"
                .formatted(USER)));
    platform.forgetCalls();
    data(ask(management, of("start")));
    assertThat(platform.calls())
        .as("calls of a start that registers anew")
        .hasSizeLessThanOrEqualTo(12);

    TaskDefinition definition = definition();
    assertThat(container(definition, "server").image()).isEqualTo("felddy/foundryvtt:12.331");
    assertNoSecretIn(definition.toString());
    assertNoSecretStored();
    assertThat(
            platform
                .aws()
                .ecs()
                .listTaskDefinitions(r -> r.familyPrefix(names.serverFamily(USER)))
                .taskDefinitionArns())
        .hasSize(1);
  }

  @Test
  @Order(10)
  void whatTheUserUploadedDoesNotHinderTheEnd() {
    var s3 = platform.aws().s3();
    for (int version = 0; version < 3; version++) {
      s3.putObject(
          r -> r.bucket(bucket).key("maps/cave.webp"),
          software.amazon.awssdk.core.sync.RequestBody.fromString("cave"));
    }
    s3.deleteObject(r -> r.bucket(bucket).key("maps/cave.webp"));

    assertThat(data(ask(management, of("destroy"))).path("status").asText())
        .isEqualTo("destroying");
    for (int look = 0; look < 20 && !gone(); look++) {
      endTasks();
      wake();
    }

    ObjectNode answer = ask(management, of("status"));
    assertThat(answer.at("/error/code").asText())
        .as(answer + record())
        .isEqualTo("INSTANCE_NOT_FOUND");
  }

  @Test
  @Order(11)
  void nothingOfTheUserIsLeft() {
    var aws = platform.aws();
    assertThatThrownBy(() -> aws.s3().headBucket(r -> r.bucket(bucket)))
        .isInstanceOf(S3Exception.class);
    assertThatThrownBy(() -> aws.iam().getUser(r -> r.userName(names.assetUser(USER))))
        .isInstanceOf(NoSuchEntityException.class);
    assertThat(records()).isEmpty();
    assertThat(rules()).isEmpty();
    assertThatThrownBy(this::group).isInstanceOf(TargetGroupNotFoundException.class);
    assertThat(aws.efs().describeAccessPoints(r -> r.maxResults(100)).accessPoints()).hasSize(1);
    assertThat(aws.ecs().listTaskDefinitions(r -> r.status("ACTIVE")).taskDefinitionArns())
        .isEmpty();
    DescribeSecretResponse secret =
        aws.secretsManager().describeSecret(r -> r.secretId(names.secret(USER)));
    assertThat(secret.deletedDate()).isAfter(Instant.now().plus(Duration.ofDays(6)));
    assertThat(
            aws.dynamoDb()
                .scan(r -> r.tableName(platform.variable("LICENSE_POOL_TABLE_NAME")))
                .items())
        .isEmpty();
    assertThat(record()).contains("ttl");
  }

  @Test
  @Order(12)
  void noSecretWasEverLoggedOrStored() {
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(5);
    assertNoSecretIn(platform.log());
    assertNoSecretStored();
  }

  @Test
  @Order(13)
  void everyLogLineIsJsonAndEveryRequestHasOne() {
    List<ObjectNode> lines =
        platform.log().lines().filter(line -> !line.isBlank()).map(PackagedPlatform::read).toList();

    assertThat(lines)
        .filteredOn(line -> line.path("action").asText().equals("start"))
        .hasSize(2)
        .allSatisfy(
            line -> {
              assertThat(line.path("requestId").asText()).matches("[0-9a-f-]{36}");
              assertThat(line.path("userId").asText()).isEqualTo(USER.value());
              assertThat(line.path("status").asText()).isEqualTo("ok");
              assertThat(line.path("durationMs").isNumber()).isTrue();
            });
  }

  private static String of(String action) {
    return "{'action': '%s', 'userId': '%s'}".formatted(action, USER);
  }

  private JsonNode status() {
    return data(ask(management, of("status")));
  }

  private boolean gone() {
    return !ask(management, of("status")).path("ok").asBoolean();
  }

  private void tell(String event) {
    assertThat(read(events.invoke(event)).path("reconciled").asInt()).isEqualTo(1);
  }

  /** Delivers a wake-up without the delay that the queue would give it. */
  private void wake() {
    String answer =
        events.invoke(
            ("{'Records': [{'messageId': 'm', 'eventSource': 'aws:sqs',"
                    + " 'body': '{\\'userId\\': \\'%s\\'}'}]}")
                .formatted(USER)
                .replace('\'', '"'));
    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
  }

  /** The server's task ends, or the removal of the files does its work. */
  private void endTasks() {
    for (String family : List.of(names.serverFamily(USER), names.wipeFamily(USER))) {
      for (JsonNode task : platform.liveTasks(family)) {
        assertNoSecretIn(definition(task.path("taskDefinitionArn").asText()).toString());
        tell(platform.moved(task, "{'lastStatus': 'RUNNING'}"));
        tell(platform.moved(task, "{'lastStatus': 'STOPPED'}"));
      }
    }
  }

  private TaskDefinition definition() {
    return definition(names.serverFamily(USER));
  }

  private TaskDefinition definition(String familyOrArn) {
    return platform
        .aws()
        .ecs()
        .describeTaskDefinition(r -> r.taskDefinition(familyOrArn))
        .taskDefinition();
  }

  private static ContainerDefinition container(TaskDefinition definition, String name) {
    return definition.containerDefinitions().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private TargetGroup group() {
    return platform
        .aws()
        .loadBalancing()
        .describeTargetGroups(r -> r.names(names.targetGroup(USER)))
        .targetGroups()
        .getFirst();
  }

  private List<Rule> rules() {
    return platform
        .aws()
        .loadBalancing()
        .describeRules(r -> r.listenerArn(platform.variable("ALB_HTTPS_LISTENER_ARN")))
        .rules()
        .stream()
        .filter(rule -> !rule.isDefault())
        .toList();
  }

  private Rule rule() {
    assertThat(rules()).hasSize(1);
    return rules().getFirst();
  }

  private List<ResourceRecordSet> records() {
    return platform
        .aws()
        .route53()
        .listResourceRecordSets(r -> r.hostedZoneId(platform.variable("ROUTE53_HOSTED_ZONE_ID")))
        .resourceRecordSets()
        .stream()
        .filter(record -> record.name().startsWith("grim-keep."))
        .toList();
  }

  private String record() {
    return platform
        .aws()
        .dynamoDb()
        .scan(r -> r.tableName(platform.variable("INSTANCE_TABLE_NAME")))
        .items()
        .toString();
  }

  private void assertNoSecretStored() {
    for (TableSchema table : TableSchema.ALL) {
      assertNoSecretIn(
          platform
              .aws()
              .dynamoDb()
              .scan(r -> r.tableName(platform.variable(table.variable().name())))
              .items()
              .toString());
    }
  }

  private void assertNoSecretIn(String text) {
    assertThat(text).doesNotContain(secrets.toArray(String[]::new));
  }
}
