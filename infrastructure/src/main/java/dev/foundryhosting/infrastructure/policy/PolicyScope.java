/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.TableSchema;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/**
 * The resources in policies.
 *
 * @param domain the base domain of the servers; names of tenants' resources hold a digest of it
 * @param filesAccessPointArn the access point of all users' files
 * @param listenerArn the listener with the servers' rules
 * @param qualifier the alias of the functions, if they are published
 */
public record PolicyScope(
    Place place,
    String domain,
    String hostedZoneId,
    String fileSystemArn,
    String filesAccessPointArn,
    String listenerArn,
    String discordSecretArn,
    String kofiSecretArn,
    String portalSecretArn,
    Optional<String> qualifier) {

  /** The prefix of the names of all resources. */
  public static final String PROJECT = "foundry-hosting";

  /** The log group of all servers. */
  public static final String SERVER_LOG_GROUP = "/foundry-hosting/servers";

  public static final String EVENT_BUS = ResourceNames.EVENT_BUS;

  public static String named(String suffix) {
    return PROJECT + "-" + suffix;
  }

  /** The name of the bucket of save points, which no other account has. */
  public static String archiveBucket(Place place) {
    return named("archive") + "-" + place.account();
  }

  String archiveArn() {
    return place.globalArn("s3", archiveBucket(place));
  }

  String clusterArn() {
    return place.arn("ecs", "cluster/" + named("cluster"));
  }

  String tableArn(TableSchema table) {
    return place.arn("dynamodb", "table/" + named(table.suffix()));
  }

  String wakeupQueueArn() {
    return place.arn("sqs", named("wakeups"));
  }

  String failedQueueArn(PlatformFunction function) {
    return place.arn("sqs", function.functionName() + "-failed");
  }

  String eventBusArn() {
    return place.arn("events", "event-bus/" + EVENT_BUS);
  }

  String functionArn(PlatformFunction function) {
    String plain = place.arn("lambda", "function:" + function.functionName());
    return qualifier.map(alias -> plain + ":" + alias).orElse(plain);
  }

  String logStreamsArn(PlatformFunction function) {
    return place.arn("logs", "log-group:/aws/lambda/" + function.functionName() + ":log-stream:*");
  }

  String taskRoleArn() {
    return place.iamArn("role/" + named("task"));
  }

  String executionRoleArn() {
    return place.iamArn("role/" + named("task-execution"));
  }

  String boundaryArn() {
    return place.iamArn("policy/" + named("tenant-boundary"));
  }

  String tenantSecretsArn() {
    return place.arn("secretsmanager", "secret:" + ResourceNames.SECRET_PREFIX + "*");
  }

  String tenantUsersArn() {
    return place.iamArn("user" + ResourceNames.IAM_PATH + ofAnyTenant());
  }

  String tenantBucketsArn() {
    return place.globalArn("s3", ofAnyTenant());
  }

  String tenantObjectsArn() {
    return tenantBucketsArn() + "/*";
  }

  String listenerRulesArn() {
    return listenerArn.replace(":listener/", ":listener-rule/") + "/*";
  }

  String targetGroupsArn() {
    return place.arn(
        "elasticloadbalancing", "targetgroup/" + ResourceNames.TARGET_GROUP_PREFIX + "*/*");
  }

  String accessPointsArn() {
    return place.arn("elasticfilesystem", "access-point/*");
  }

  /** Matches the names of all tenants' buckets and IAM users of this domain. */
  private String ofAnyTenant() {
    UserId any = new UserId("1");
    return new ResourceNames(domain).bucket(any).replace(ResourceNames.slug(any), "*");
  }
}
