/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.infrastructure.policy.TaskPolicies;
import dev.foundryhosting.platform.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The required parts of the platform, with any settings. */
class RequirementsTest {
  private static final String EVERY_STACK = "dev.foundryhosting.infrastructure.EveryStack#all";

  static String withoutPrefix(String name) {
    return name.replaceAll("[a-z]+-foundry-hosting-", "").replace("foundry-hosting-", "");
  }

  private static List<String> idsIn(Declared resource, String key) {
    return resource.list(key).stream().map(id -> withoutPrefix((String) id)).toList();
  }

  private static boolean isPrivate(Declarations stack) {
    return !stack.ofType("aws:ec2/natGateway:NatGateway").isEmpty();
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void publicSubnetsLeadToTheInternetAndPrivateOnesAtMostThroughTheGateway(Declarations stack) {
    assertThat(
            stack.ofType("aws:ec2/routeTableAssociation:RouteTableAssociation").stream()
                .map(
                    link ->
                        withoutPrefix(link.text("subnetId"))
                            + " by "
                            + withoutPrefix(link.text("routeTableId"))))
        .containsExactlyInAnyOrder(
            "public-1 by public", "public-2 by public",
            "private-1 by private", "private-2 by private");
    assertThat(
            stack.ofType("aws:ec2/route:Route").stream()
                .map(
                    route ->
                        "%s to %s"
                            .formatted(
                                withoutPrefix(route.text("routeTableId")),
                                route
                                    .input("gatewayId")
                                    .or(() -> route.input("natGatewayId"))
                                    .map(id -> withoutPrefix((String) id))
                                    .orElseThrow())))
        .containsExactlyInAnyOrderElementsOf(
            isPrivate(stack)
                ? List.of("public to internet", "private to nat")
                : List.of("public to internet"));
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void theGatewayIsInAPublicSubnet(Declarations stack) {
    assertThat(stack.ofType("aws:ec2/natGateway:NatGateway"))
        .hasSizeLessThanOrEqualTo(1)
        .allSatisfy(nat -> assertThat(withoutPrefix(nat.text("subnetId"))).isEqualTo("public-1"));
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void bothKindsOfSubnetsReachS3AndDynamoDbWithoutLeavingAws(Declarations stack) {
    assertThat(stack.ofType("aws:ec2/vpcEndpoint:VpcEndpoint"))
        .hasSize(2)
        .allSatisfy(
            endpoint ->
                assertThat(idsIn(endpoint, "routeTableIds"))
                    .containsExactlyInAnyOrder("public", "private"));
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void theLoadBalancerIsInBothPublicSubnetsWithItsOwnGroup(Declarations stack) {
    Declared balancer = stack.one("aws:lb/loadBalancer:LoadBalancer", "foundry-hosting-alb");
    assertThat(idsIn(balancer, "subnets")).containsExactly("public-1", "public-2");
    assertThat(idsIn(balancer, "securityGroups")).containsExactly("alb");
    assertThat(balancer.inputs())
        .containsEntry("internal", false)
        .containsEntry("loadBalancerType", "application")
        .containsEntry("idleTimeout", 3600.0)
        .containsEntry("dropInvalidHeaderFields", true)
        .containsEntry("enableDeletionProtection", true);
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void port443HasTheIssuedCertificateAndPort80RedirectsToIt(Declarations stack) {
    assertThat(stack.ofType("aws:lb/listener:Listener"))
        .extracting(l -> "%s %s".formatted(l.text("protocol"), l.inputs().get("port")))
        .containsExactlyInAnyOrder("HTTPS 443.0", "HTTP 80.0");
    assertThat(stack.one("aws:lb/listener:Listener", "foundry-hosting-https").inputs())
        .containsEntry("sslPolicy", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06")
        .containsEntry(
            "certificateArn",
            stack
                .one(
                    "aws:acm/certificateValidation:CertificateValidation",
                    "foundry-hosting-certificate")
                .text("certificateArn"));
    assertThat(
            stack
                .one("aws:route53/record:Record", "foundry-hosting-wildcard")
                .list("aliases")
                .toString())
        .contains("foundry.eu-central-1.elb.amazonaws.com");
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void filesHaveAMountTargetInEachZoneBehindTheirGroup(Declarations stack) {
    assertThat(stack.ofType("aws:efs/mountTarget:MountTarget"))
        .extracting(target -> withoutPrefix(target.text("subnetId")))
        .containsExactlyInAnyOrder("private-1", "private-2");
    assertThat(stack.ofType("aws:efs/mountTarget:MountTarget"))
        .allSatisfy(target -> assertThat(idsIn(target, "securityGroups")).containsExactly("efs"));
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void filesAreEncryptedMoveToCheapStorageAndComeBackWhenTheyAreRead(Declarations stack) {
    assertThat(stack.one("aws:efs/fileSystem:FileSystem", "foundry-hosting-efs").inputs())
        .containsEntry("performanceMode", "generalPurpose")
        .containsEntry("throughputMode", "bursting")
        .containsEntry("encrypted", true)
        .containsEntry(
            "lifecyclePolicies",
            List.of(
                Map.of("transitionToIa", "AFTER_30_DAYS"),
                Map.of("transitionToPrimaryStorageClass", "AFTER_1_ACCESS")));
    assertThat(
            stack.one("aws:efs/fileSystemPolicy:FileSystemPolicy", "foundry-hosting-efs").inputs())
        .extractingByKey("policy")
        .asString()
        .contains("aws:SecureTransport", "elasticfilesystem:AccessPointArn");
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void allServersShareOneCacheThatTheImagesUserOwns(Declarations stack) {
    Declared cache = stack.one("aws:efs/accessPoint:AccessPoint", "foundry-hosting-cache");
    assertThat(stack.ofType("aws:efs/accessPoint:AccessPoint"))
        .extracting(Declared::name)
        .containsExactlyInAnyOrder("foundry-hosting-cache", "foundry-hosting-files");
    assertThat(cache.map("posixUser")).isEqualTo(Map.of("uid", 1000.0, "gid", 1000.0));
    assertThat(cache.map("rootDirectory"))
        .isEqualTo(
            Map.of(
                "path",
                "/foundry-instances/.releases",
                "creationInfo",
                Map.of("ownerUid", 1000.0, "ownerGid", 1000.0, "permissions", "0750")));
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void serversRunInOneClusterAndWriteToOneLog(Declarations stack) {
    assertThat(stack.ofType("aws:ecs/cluster:Cluster"))
        .extracting(cluster -> cluster.text("name"))
        .containsExactly("foundry-hosting-cluster");
    assertThat(stack.one("aws:cloudwatch/logGroup:LogGroup", "foundry-hosting-servers").inputs())
        .containsEntry("name", "/foundry-hosting/servers")
        .containsEntry("retentionInDays", 3.0);
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void onlyEcsAssumesItsTwoRoles(Declarations stack) {
    String trust = TaskPolicies.tasksTrust(PolicySamples.PLACE).json();
    assertThat(stack.ofType("aws:iam/role:Role"))
        .filteredOn(role -> role.text("assumeRolePolicy").equals(trust))
        .extracting(Declared::name)
        .containsExactlyInAnyOrder("foundry-hosting-task", "foundry-hosting-task-execution");
    assertThat(
            stack
                .one("aws:iam/rolePolicy:RolePolicy", "foundry-hosting-task-execution")
                .text("policy"))
        .contains("secretsmanager:GetSecretValue", "logs:CreateLogStream", "logs:PutLogEvents");
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void thereAreSixTablesOnDemandEncryptedAndRecoverable(Declarations stack) {
    assertThat(stack.ofType("aws:dynamodb/table:Table"))
        .extracting(table -> withoutPrefix(table.text("name")))
        .containsExactlyInAnyOrder(
            "instances",
            "license-pool",
            "scheduled-sessions",
            "license-reservations",
            "usage",
            "bot-config");
    assertThat(stack.ofType("aws:dynamodb/table:Table"))
        .allSatisfy(
            table ->
                assertThat(table.inputs())
                    .containsEntry("billingMode", "PAY_PER_REQUEST")
                    .containsEntry("deletionProtectionEnabled", true)
                    .containsEntry("pointInTimeRecovery", Map.of("enabled", true))
                    .containsEntry("serverSideEncryption", Map.of("enabled", true)));
    assertThat(TableSchema.ALL).hasSize(6);
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void outputsAreGroupedAsMaintainersNeedThem(Declarations stack) {
    assertThat(stack.results().outputs().keySet())
        .containsExactlyInAnyOrder("webhooks", "players", "operations");
    assertThat(keysOf(stack.output("webhooks")))
        .containsExactlyInAnyOrder("discordInteractionsEndpoint", "kofi");
    assertThat(keysOf(stack.output("players")))
        .containsExactlyInAnyOrder("servers", "loadBalancer");
    assertThat(keysOf(stack.output("operations")))
        .containsExactlyInAnyOrder(
            "dashboard", "alarmTopic", "instanceManagement", "cluster", "fileSystem", "serverLogs");
  }

  private static List<String> keysOf(Object output) {
    return ((Map<?, ?>) output).keySet().stream().map(String::valueOf).toList();
  }

  @ParameterizedTest
  @MethodSource(EVERY_STACK)
  void everyAlarmIsExplainedToOperators(Declarations stack) throws IOException {
    String operations = Files.readString(Path.of("..", "docs", "operations.md"));
    assertThat(stack.ofType("aws:cloudwatch/metricAlarm:MetricAlarm"))
        .allSatisfy(
            alarm ->
                assertThat(operations)
                    .contains(
                        "| `"
                            + withoutPrefix(alarm.text("name"))
                                .replaceFirst(
                                    "^(?!wakeups).*-failed-not-empty$", "...-failed-not-empty")
                                .replaceFirst("^.*-errors$", "<function>-errors")
                            + "` |"));
  }
}
