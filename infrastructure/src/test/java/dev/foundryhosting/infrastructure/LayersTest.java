/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.foundryhosting.platform.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the requirements ask of each layer. */
class LayersTest {
  private static final Declarations PRIVATE =
      Declarations.of(Declarations.fullConfiguration(), "production");
  private static final Declarations PUBLIC =
      Declarations.with("foundry-hosting:networkMode", "public");

  private static Declared one(String type) {
    List<Declared> found = PRIVATE.ofType(type);
    assertThat(found).as(type).hasSize(1);
    return found.getFirst();
  }

  @Test
  void everyLayerIsAComponent() {
    assertThat(PRIVATE.resources())
        .filteredOn(Declared::isComponent)
        .extracting(Declared::type)
        .map(type -> type.replace("foundry-hosting:infrastructure:", ""))
        .containsExactlyInAnyOrder(
            "Network",
            "LoadBalancing",
            "Storage",
            "Cluster",
            "Data",
            "Secrets",
            "Queues",
            "Identity",
            "Functions",
            "Schedules",
            "Webhooks",
            "Observability");
  }

  @Test
  void theNetworkSpansTwoZonesWithPublicAndPrivateSubnets() {
    assertThat(one("aws:ec2/vpc:Vpc").inputs())
        .containsEntry("cidrBlock", "10.0.0.0/16")
        .containsEntry("enableDnsHostnames", true)
        .containsEntry("enableDnsSupport", true);
    assertThat(PRIVATE.ofType("aws:ec2/subnet:Subnet"))
        .extracting(subnet -> subnet.text("cidrBlock") + " " + subnet.text("availabilityZone"))
        .containsExactlyInAnyOrder(
            "10.0.128.0/20 eu-central-1a",
            "10.0.144.0/20 eu-central-1b",
            "10.0.0.0/18 eu-central-1a",
            "10.0.64.0/18 eu-central-1b");
  }

  @Test
  void thePrivateModeHasOneNatGatewayAndThePublicModeNone() {
    assertThat(PRIVATE.ofType("aws:ec2/natGateway:NatGateway")).hasSize(1);
    assertThat(PRIVATE.ofType("aws:ec2/eip:Eip")).hasSize(1);
    assertThat(PUBLIC.ofType("aws:ec2/natGateway:NatGateway")).isEmpty();
    assertThat(PUBLIC.ofType("aws:ec2/eip:Eip")).isEmpty();
    assertThat(PUBLIC.ofType("aws:ec2/route:Route"))
        .singleElement()
        .satisfies(route -> assertThat(route.text("gatewayId")).contains("internet"));
  }

  @Test
  void tasksGetAnAddressOfTheirOwnOnlyInThePublicMode() {
    assertThat(environment(PRIVATE, "task-events"))
        .containsEntry("TASK_ASSIGN_PUBLIC_IP", "DISABLED")
        .containsEntry(
            "TASK_SUBNET_IDS", "subnet-foundry-hosting-private-1,subnet-foundry-hosting-private-2");
    assertThat(environment(PUBLIC, "task-events"))
        .containsEntry("TASK_ASSIGN_PUBLIC_IP", "ENABLED")
        .containsEntry(
            "TASK_SUBNET_IDS", "subnet-foundry-hosting-public-1,subnet-foundry-hosting-public-2");
  }

  @Test
  void storageAndTablesAreReachedWithoutTheGateway() {
    assertThat(PRIVATE.ofType("aws:ec2/vpcEndpoint:VpcEndpoint"))
        .extracting(
            endpoint -> endpoint.text("serviceName") + " " + endpoint.text("vpcEndpointType"))
        .containsExactlyInAnyOrder(
            "com.amazonaws.eu-central-1.s3 Gateway", "com.amazonaws.eu-central-1.dynamodb Gateway");
  }

  @Test
  void playersAreRedirectedToHttpsAndToThePageWithoutAServer() {
    Declared https = PRIVATE.one("aws:lb/listener:Listener", "foundry-hosting-https");
    assertThat(https.text("sslPolicy")).startsWith("ELBSecurityPolicy-TLS13-");
    Map<?, ?> answer =
        (Map<?, ?>) ((Map<?, ?>) https.list("defaultActions").getFirst()).get("fixedResponse");
    assertThat(answer.get("statusCode")).isEqualTo("404");
    assertThat((String) answer.get("messageBody")).hasSizeLessThanOrEqualTo(1024);
    Declared http = PRIVATE.one("aws:lb/listener:Listener", "foundry-hosting-http");
    assertThat(http.list("defaultActions").toString()).contains("redirect", "HTTP_301", "443");
  }

  @Test
  void theCertificateCoversTheDomainAndAllServersInIt() {
    assertThat(one("aws:acm/certificate:Certificate").inputs())
        .containsEntry("domainName", "*." + Declarations.DOMAIN)
        .containsEntry("subjectAlternativeNames", List.of(Declarations.DOMAIN))
        .containsEntry("validationMethod", "DNS");
    assertThat(
            one("aws:acm/certificateValidation:CertificateValidation")
                .list("validationRecordFqdns"))
        .isNotEmpty();
    assertThat(PRIVATE.one("aws:route53/record:Record", "foundry-hosting-wildcard").inputs())
        .containsEntry("name", "*." + Declarations.DOMAIN)
        .containsEntry("type", "A");
  }

  @Test
  void filesAreBackedUpDailyForTwoWeeks() {
    assertThat(one("aws:backup/plan:Plan").list("rules").toString())
        .contains("cron(0 4 * * ? *)", "deleteAfter=14.0");
    assertThat(one("aws:backup/selection:Selection").list("resources").toString())
        .contains("file-system/");
  }

  static List<TableSchema> schemas() {
    return TableSchema.ALL;
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void tablesMatchTheirSchemas(TableSchema schema) {
    Declared table = PRIVATE.one("aws:dynamodb/table:Table", "foundry-hosting-" + schema.suffix());

    assertThat(table.inputs())
        .containsEntry("billingMode", "PAY_PER_REQUEST")
        .containsEntry("hashKey", schema.partitionKey().name())
        .containsEntry("deletionProtectionEnabled", true)
        .containsEntry("pointInTimeRecovery", Map.of("enabled", true))
        .containsEntry("serverSideEncryption", Map.of("enabled", true));
    assertThat(table.input("rangeKey")).isEqualTo(schema.sortKey().map(key -> (Object) key.name()));
    assertThat(table.input("ttl").isPresent()).isEqualTo(schema.ttlAttribute().isPresent());
    assertThat(table.list("globalSecondaryIndexes"))
        .hasSize(schema.indexes().size())
        .allSatisfy(index -> assertThat(index.toString()).contains("projectionType=ALL"));
    // The provider refuses an attribute that no key names, and a key without its attribute.
    Set<String> keys = new TreeSet<>();
    keys.add(table.text("hashKey"));
    table.input("rangeKey").ifPresent(key -> keys.add((String) key));
    table
        .list("globalSecondaryIndexes")
        .forEach(
            index -> {
              keys.add((String) ((Map<?, ?>) index).get("hashKey"));
              if (((Map<?, ?>) index).get("rangeKey") instanceof String key) {
                keys.add(key);
              }
            });
    assertThat(table.list("attributes"))
        .extracting(attribute -> (String) ((Map<?, ?>) attribute).get("name"))
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void onlyTasksOfTheClusterRaiseEvents() {
    JsonObject pattern =
        JsonParser.parseString(
                PRIVATE
                    .one("aws:cloudwatch/eventRule:EventRule", "foundry-hosting-task-state")
                    .text("eventPattern"))
            .getAsJsonObject();
    assertThat(pattern.getAsJsonArray("source").get(0).getAsString()).isEqualTo("aws.ecs");
    assertThat(pattern.getAsJsonArray("detail-type").get(0).getAsString())
        .isEqualTo("ECS Task State Change");
    assertThat(pattern.getAsJsonObject("detail").getAsJsonArray("clusterArn").get(0).getAsString())
        .endsWith("cluster/foundry-hosting-cluster");
  }

  @Test
  void everyRuleMayInvokeItsFunctionAndKeepsUndeliveredEvents() {
    assertThat(PRIVATE.ofType("aws:cloudwatch/eventTarget:EventTarget"))
        .filteredOn(target -> target.text("arn").contains(":lambda:"))
        .hasSize(4)
        .allSatisfy(
            target -> {
              assertThat(target.map("deadLetterConfig").get("arn").toString()).endsWith("-failed");
              assertThat(
                      PRIVATE
                          .one("aws:lambda/permission:Permission", target.name())
                          .text("sourceArn"))
                  .endsWith("/" + target.text("rule"));
            });
  }

  @Test
  void wakeUpsComeInBatchesThatReportEachFailure() {
    assertThat(one("aws:lambda/eventSourceMapping:EventSourceMapping").inputs())
        .containsEntry("functionResponseTypes", List.of("ReportBatchItemFailures"))
        .containsEntry("batchSize", 10.0);
    Declared queue = PRIVATE.one("aws:sqs/queue:Queue", "foundry-hosting-wakeups");
    assertThat(queue.text("redrivePolicy")).contains("foundry-hosting-wakeups-failed");
    double timeout =
        (double)
            PRIVATE
                .one("aws:lambda/function:Function", "foundry-hosting-task-events")
                .input("timeout")
                .orElseThrow();
    assertThat((double) queue.input("visibilityTimeoutSeconds").orElseThrow())
        .isGreaterThanOrEqualTo(6 * timeout);
  }

  @Test
  void twoFunctionsArePublicAndOnlyThroughTheirUrls() {
    assertThat(PRIVATE.ofType("aws:lambda/functionUrl:FunctionUrl"))
        .extracting(url -> url.text("functionName"))
        .containsExactlyInAnyOrder("foundry-hosting-discord-bot", "foundry-hosting-kofi-webhook");
    assertThat(PRIVATE.ofType("aws:lambda/permission:Permission"))
        .filteredOn(permission -> permission.text("principal").equals("*"))
        .hasSize(2)
        .allMatch(permission -> permission.text("action").equals("lambda:InvokeFunctionUrl"));
    assertThat(PRIVATE.ofType("aws:cloudcontrol/resource:Resource"))
        .hasSize(2)
        .allMatch(r -> r.text("desiredState").contains("\"InvokedViaFunctionUrl\":true"));
  }

  /** The names and dimensions of MetricLog and RequestLog. */
  @ParameterizedTest
  @CsvSource({
    "Errors, '{Action=donation-refused}', Sum, 1",
    "InstanceFailed, '{}', Sum, 1",
    "UnreadableRecords, '{}', Sum, 1",
    "ReconcileLagSeconds, '{Sweep=instances}', Maximum, 1",
    "ReconcileFailed, '{Sweep=instances}', Minimum, 3",
    "ReconcileFailed, '{Sweep=sessions}', Minimum, 3",
  })
  void whatTheFunctionsCountHasItsAlarm(
      String metric, String dimensions, String statistic, int periods) {
    assertThat(PRIVATE.ofType("aws:cloudwatch/metricAlarm:MetricAlarm"))
        .filteredOn(alarm -> alarm.input("metricName").filter(metric::equals).isPresent())
        .filteredOn(alarm -> alarm.map("dimensions").toString().equals(dimensions))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.input("namespace")).contains("FoundryHosting");
              assertThat(alarm.input("statistic")).contains(statistic);
              assertThat(((Number) alarm.input("evaluationPeriods").orElseThrow()).intValue())
                  .isEqualTo(periods);
            });
  }

  @Test
  void everyQueueOfFailuresAndEveryFunctionHasItsAlarm() {
    List<String> watched =
        PRIVATE.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").stream()
            .map(alarm -> alarm.map("dimensions").values().toString())
            .toList();
    assertThat(PRIVATE.ofType("aws:sqs/queue:Queue"))
        .filteredOn(queue -> queue.name().endsWith("-failed"))
        .hasSize(6)
        .allSatisfy(queue -> assertThat(watched).contains("[" + queue.name() + "]"));
    assertThat(PRIVATE.ofType("aws:lambda/function:Function"))
        .allSatisfy(function -> assertThat(watched).contains("[" + function.name() + "]"));
    assertThat(PRIVATE.ofType("aws:cloudwatch/metricAlarm:MetricAlarm"))
        .allSatisfy(
            alarm ->
                assertThat(alarm.list("alarmActions").toString())
                    .contains("foundry-hosting-alarms"));
  }

  @Test
  void theDashboardShowsTheRequiredMetrics() {
    String body = one("aws:cloudwatch/dashboard:Dashboard").text("dashboardBody");
    assertThat(JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("widgets"))
        .hasSize(14);
    assertThat(body)
        .contains(
            "Running servers",
            "InstanceReady",
            "InstanceFailed",
            "[\"FoundryHosting\",\"StartSeconds\"]",
            "Url4xxCount",
            "ApproximateAgeOfOldestMessage",
            "EstimatedCharges");
  }

  @Test
  void theDurationOfStartsIsReadFromTheEvents() {
    Map<String, Object> measured =
        PRIVATE
            .one("aws:cloudwatch/logMetricFilter:LogMetricFilter", "StartSeconds")
            .map("metricTransformation");

    assertThat(measured)
        .containsEntry("value", "$.detail.startSeconds")
        .containsEntry("unit", "Seconds")
        .doesNotContainKey("defaultValue");
  }

  @Test
  void theServersImageIsCachedWhereALoginAtItsRegistryIsConfigured() {
    assertThat(one("aws:ecr/repository:Repository").inputs())
        .containsEntry("name", "foundry-hosting/felddy/foundryvtt");
    assertThat(one("aws:ecr/pullThroughCacheRule:PullThroughCacheRule").inputs())
        .containsEntry("ecrRepositoryPrefix", "foundry-hosting")
        .containsEntry("upstreamRegistryUrl", "ghcr.io");
    assertThat(environment(PRIVATE, "task-events"))
        .containsEntry(
            "FOUNDRY_IMAGE",
            "123456789012.dkr.ecr.eu-central-1.amazonaws.com/foundry-hosting/felddy/foundryvtt");
    assertThat(PRIVATE.one("aws:iam/rolePolicy:RolePolicy", "foundry-hosting-image").text("role"))
        .contains("task-execution");
    assertThat(
            Declarations.with("foundry-hosting:foundryImage", "felddy/foundryvtt")
                .ofType("aws:ecr/pullThroughCacheRule:PullThroughCacheRule")
                .getFirst()
                .inputs())
        .containsEntry("upstreamRegistryUrl", "registry-1.docker.io");

    Declarations bare = Declarations.of(Declarations.requiredConfiguration(), "production");
    assertThat(bare.resources()).noneMatch(resource -> resource.type().startsWith("aws:ecr/"));
    assertThat(environment(bare, "task-events"))
        .containsEntry("FOUNDRY_IMAGE", "felddy/foundryvtt");
  }

  @Test
  void aBudgetAndAnEmailExistOnlyWhenConfigured() {
    assertThat(one("aws:budgets/budget:Budget").inputs()).containsEntry("limitAmount", "50");
    assertThat(one("aws:sns/topicSubscription:TopicSubscription").inputs())
        .containsEntry("endpoint", "operator@example.org");
    Declarations bare = Declarations.of(Declarations.requiredConfiguration(), "production");
    assertThat(bare.ofType("aws:budgets/budget:Budget")).isEmpty();
    assertThat(bare.ofType("aws:sns/topicSubscription:TopicSubscription")).isEmpty();
  }

  @Test
  void outputsBeginWithWhatIsPastedElsewhere() {
    assertThat(PRIVATE.output("webhooks").toString())
        .contains("discordInteractionsEndpoint=https://", "kofi=https://");
    assertThat(PRIVATE.output("operations").toString()).contains("dashboard=https://");
  }

  @SuppressWarnings("unchecked")
  static Map<String, String> environment(Declarations stack, String module) {
    return (Map<String, String>)
        stack
            .one("aws:lambda/function:Function", "foundry-hosting-" + module)
            .map("environment")
            .get("variables");
  }
}
