/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static dev.foundryhosting.local.packaged.PackagedPlatform.ask;
import static dev.foundryhosting.local.packaged.PackagedPlatform.data;
import static dev.foundryhosting.local.packaged.PackagedPlatform.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.MadeUpKey;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * The server of a user who has no other test: asked of the packaged functions, moved by hand, and
 * looked up in AWS.
 */
final class PackagedServer {
  static final String PASSWORD = "pa\"ss ${word} #1";

  private static final String ADDRESS = "10.20.0.77";

  /** As JSON has it, as {@link PackagedPlatform#ask} takes it. */
  private static final String WRITTEN_PASSWORD = PASSWORD.replace("\"", "\\\"");

  private final PackagedPlatform platform;
  private final ResourceNames names;
  private final UserId user;
  private final String licenseKey;
  private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, WRITTEN_PASSWORD));

  PackagedServer(PackagedPlatform platform, int number) {
    this.platform = platform;
    this.names = new ResourceNames(platform.variable(Variable.DOMAIN_NAME.name()));
    this.user = new UserId("2300000000000" + (10_000 + number));
    this.licenseKey = MadeUpKey.of(user.value());
    secrets.add(licenseKey);
    secrets.add(licenseKey.replace("-", ""));
  }

  UserId user() {
    return user;
  }

  String bucket() {
    return names.bucket(user);
  }

  String assetUser() {
    return names.assetUser(user);
  }

  String secret() {
    return names.secret(user);
  }

  /** Its user's files. */
  Path folder() {
    return platform.files().resolve(user.value());
  }

  String serverFamily() {
    return names.serverFamily(user);
  }

  String host() {
    return subdomain() + "." + names.domain();
  }

  private String subdomain() {
    return "grim-keep-" + user.value().substring(13);
  }

  Map<String, String> tags() {
    return Map.of("foundry-hosting:managed", "true", "foundry-hosting:user", user.value());
  }

  /** Asks for an action of which nothing but the user need be said. */
  ObjectNode asked(String action) {
    return asked(action, "");
  }

  ObjectNode asked(String action, String fields) {
    return ask(
        platform.function("instance-management"),
        "{'action': '%s', 'userId': '%s'%s}".formatted(action, user, fields));
  }

  /** Creates it and learns the secrets that were made for it. */
  JsonNode create() {
    JsonNode created =
        data(
            asked(
                "create",
                ", 'username': 'Grim Keep %1$s', 'licenseType': 'byol', 'foundryUsername': 'keeper-%1$s', 'foundryPassword': '%2$s', 'licenseKey': '%3$s', 'shareLicense': true"
                    .formatted(user.value().substring(13), WRITTEN_PASSWORD, licenseKey)));
    ObjectNode stored =
        read(
            platform
                .aws()
                .secretsManager()
                .getSecretValue(r -> r.secretId(secret()))
                .secretString());
    secrets.add(stored.path("adminKey").asText());
    secrets.add(stored.path("assetsSecretAccessKey").asText());
    return created;
  }

  JsonNode start() {
    return data(asked("start"));
  }

  /** The task boots; the load balancer has not found it healthy yet. */
  void taskRuns() {
    JsonNode task = task();
    tell(platform.moved(task, "{'lastStatus': 'PENDING', 'privateIp': '%s'}".formatted(ADDRESS)));
    tell(platform.moved(task, "{'lastStatus': 'RUNNING', 'healthStatus': 'HEALTHY'}"));
  }

  void becomesHealthy() {
    platform.targetIsHealthy(group().targetGroupArn(), ADDRESS);
    wake();
  }

  /** Created, started and open to players. */
  void run() {
    create();
    start();
    taskRuns();
    becomesHealthy();
  }

  /** Its task, which was told to stop, ends. */
  void taskStops() {
    tell(platform.moved(task(), "{'lastStatus': 'STOPPED'}"));
    for (int look = 0; look < 5 && !status().path("status").asText().equals("stopped"); look++) {
      wake();
    }
  }

  /** What goes on after a destroy: its task ends, its files are removed. */
  void vanish() {
    for (int look = 0; look < 20 && asked("status").path("ok").asBoolean(); look++) {
      for (JsonNode task : platform.liveTasks(serverFamily())) {
        assertNoSecretIn(definition(task.path("taskDefinitionArn").asText()).toString());
        tell(platform.moved(task, "{'lastStatus': 'RUNNING'}"));
        tell(platform.moved(task, "{'lastStatus': 'STOPPED'}"));
      }
      wake();
    }
  }

  JsonNode status() {
    return data(asked("status"));
  }

  /** The one task that runs it. */
  JsonNode task() {
    List<JsonNode> tasks = platform.liveTasks(serverFamily());
    assertThat(tasks).hasSize(1);
    return tasks.getFirst();
  }

  TaskDefinition definition() {
    return definition(serverFamily());
  }

  ContainerDefinition container(String name) {
    return definition().containerDefinitions().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  TargetGroup group() {
    return platform
        .aws()
        .loadBalancing()
        .describeTargetGroups(r -> r.names(names.targetGroup(user)))
        .targetGroups()
        .getFirst();
  }

  List<Rule> rules() {
    return platform
        .aws()
        .loadBalancing()
        .describeRules(r -> r.listenerArn(platform.variable("ALB_HTTPS_LISTENER_ARN")))
        .rules()
        .stream()
        .filter(rule -> !rule.isDefault() && rule.toString().contains(host()))
        .toList();
  }

  Rule rule() {
    assertThat(rules()).hasSize(1);
    return rules().getFirst();
  }

  List<ResourceRecordSet> records() {
    return platform
        .aws()
        .route53()
        .listResourceRecordSets(r -> r.hostedZoneId(platform.variable("ROUTE53_HOSTED_ZONE_ID")))
        .resourceRecordSets()
        .stream()
        .filter(record -> record.name().startsWith(subdomain() + "."))
        .toList();
  }

  /** What a table holds of the user. */
  List<Map<String, AttributeValue>> items(Variable table) {
    return platform.items(table).stream()
        .filter(item -> item.toString().contains(user.value()))
        .toList();
  }

  void assertNoSecretStored() {
    for (TableSchema table : TableSchema.ALL) {
      assertNoSecretIn(platform.items(table.variable()).toString());
    }
  }

  void assertNoSecretIn(String text) {
    assertThat(text).doesNotContain(secrets.toArray(String[]::new));
  }

  private TaskDefinition definition(String familyOrArn) {
    return platform
        .aws()
        .ecs()
        .describeTaskDefinition(r -> r.taskDefinition(familyOrArn))
        .taskDefinition();
  }

  private LambdaRuntime events() {
    return platform.function("task-events");
  }

  private void tell(String event) {
    assertThat(read(events().invoke(event)).path("reconciled").asInt()).isEqualTo(1);
  }

  /** Delivers a wake-up without the delay that the queue would give it. */
  private void wake() {
    String answer =
        events()
            .invoke(
                ("{'Records': [{'messageId': 'm', 'eventSource': 'aws:sqs',"
                        + " 'body': '{\\'userId\\': \\'%s\\'}'}]}")
                    .formatted(user)
                    .replace('\'', '"'));
    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
  }
}
