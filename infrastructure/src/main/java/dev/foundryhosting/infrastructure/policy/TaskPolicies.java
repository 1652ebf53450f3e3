/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.PlatformFunction;
import java.util.List;

/** The policies of tasks, tenants, the file system, queues and other parts but functions. */
public final class TaskPolicies {
  private static final String MOUNT = "elasticfilesystem:ClientMount";
  private static final String WRITE = "elasticfilesystem:ClientWrite";
  private static final String ROOT = "elasticfilesystem:ClientRootAccess";
  private static final String ACCESS_POINT = "elasticfilesystem:AccessPointArn";
  private static final String MOUNT_TARGET = "elasticfilesystem:AccessedViaMountTarget";
  private static final String PRINCIPAL = "aws:PrincipalArn";
  private static final String SECURE = "aws:SecureTransport";

  private TaskPolicies() {}

  /** A tenant's container may mount access points, encrypted, and nothing else. */
  public static PolicyDocument ofTask(PolicyScope scope) {
    return PolicyDocument.of(
        Statement.allow("MountAccessPoints", MOUNT, WRITE)
            .on(scope.fileSystemArn())
            .when("ArnLike", ACCESS_POINT, scope.accessPointsArn())
            .when("Bool", SECURE, "true"));
  }

  /** ECS reads the tenant's secret for the container. */
  public static PolicyDocument ofExecution(PolicyScope scope) {
    return PolicyDocument.of(
        Statement.allow("ReadTenantsSecrets", "secretsmanager:GetSecretValue")
            .on(scope.tenantSecretsArn()),
        Statement.allow("WriteServersLogs", "logs:CreateLogStream", "logs:PutLogEvents")
            .on(
                scope
                    .place()
                    .arn("logs", "log-group:" + PolicyScope.SERVER_LOG_GROUP + ":log-stream:*")));
  }

  /** ECS reads the operator's account at foundryvtt.com for a download into the release cache. */
  public static PolicyDocument ofReleaseAccount(String secretArn) {
    return PolicyDocument.of(
        Statement.allow("ReadReleaseAccount", "secretsmanager:GetSecretValue").on(secretArn));
  }

  /**
   * Lets ECS have ECR fetch what its cache has not ("IAM permissions required to sync an upstream
   * registry" in the ECR user guide). AWS's own policy for the role lets it pull.
   *
   * @param repository where ECR caches the servers' image
   */
  public static PolicyDocument ofImageCache(PolicyScope scope, String repository) {
    return PolicyDocument.of(
        Statement.allow("FetchServersImage", "ecr:BatchImportUpstreamImage")
            .on(scope.place().arn("ecr", "repository/" + repository)));
  }

  /**
   * The most that a tenant's IAM user can do, whatever its own policy allows: Foundry's calls on
   * tenants' buckets. Foundry uploads with an ACL, hence {@code PutObjectAcl}.
   */
  public static PolicyDocument tenantBoundary(PolicyScope scope) {
    return PolicyDocument.of(
        Statement.allow("ListTenantsBuckets", "s3:ListBucket", "s3:GetBucketLocation")
            .on(scope.tenantBucketsArn()),
        Statement.allow(
                "UseTenantsObjects",
                "s3:GetObject",
                "s3:PutObject",
                "s3:PutObjectAcl",
                "s3:DeleteObject")
            .on(scope.tenantObjectsArn()));
  }

  /** Only ECS of this account may use the role ("confused deputy"). */
  public static PolicyDocument tasksTrust(Place place) {
    return PolicyDocument.of(
        Statement.allow("EcsMayAssume", "sts:AssumeRole")
            .byService("ecs-tasks.amazonaws.com")
            .when("StringEquals", "aws:SourceAccount", place.account())
            .when("ArnLike", "aws:SourceArn", place.arn("ecs", "*")));
  }

  /**
   * The file system's own policy: only the task role, and world-files through an access point that
   * is its alone; encrypted, never as root. A condition matches the roles, since EFS refuses a
   * principal that does not exist yet, and the roles' policies need the file system.
   */
  public static PolicyDocument ofFileSystem(
      Place place, String fileSystemArn, String filesAccessPointArn) {
    String taskRole = place.iamArn("role/" + PolicyScope.named("task"));
    String worldFiles = place.iamArn("role/" + PlatformFunction.WORLD_FILES.functionName());
    return PolicyDocument.of(
        Statement.allow("TasksMount", MOUNT, WRITE)
            .byAnyone()
            .on(fileSystemArn)
            .when("ArnEquals", PRINCIPAL, taskRole)
            .when("Bool", MOUNT_TARGET, "true"),
        Statement.allow("WorldFilesMounts", MOUNT, WRITE)
            .byAnyone()
            .on(fileSystemArn)
            .when("ArnEquals", PRINCIPAL, worldFiles)
            .when("ArnEquals", ACCESS_POINT, filesAccessPointArn)
            .when("Bool", MOUNT_TARGET, "true"),
        Statement.deny("NobodyElseMountsAllFiles", MOUNT, WRITE, ROOT)
            .byAnyone()
            .on(fileSystemArn)
            .when("ArnEquals", ACCESS_POINT, filesAccessPointArn)
            .when("ArnNotEquals", PRINCIPAL, worldFiles),
        Statement.deny("NothingWithoutTls", MOUNT, WRITE, ROOT)
            .byAnyone()
            .on(fileSystemArn)
            .when("Bool", SECURE, "false"),
        Statement.deny("NothingWithoutAccessPoint", MOUNT, WRITE, ROOT)
            .byAnyone()
            .on(fileSystemArn)
            .when("Null", ACCESS_POINT, "true"),
        Statement.deny("NobodyIsRoot", ROOT).byAnyone().on(fileSystemArn));
  }

  /**
   * A queue's policy: these rules of EventBridge may send undelivered events.
   *
   * @param ruleArns empty for a queue that no rule sends to
   */
  public static PolicyDocument ofQueue(String queueArn, List<String> ruleArns) {
    Statement tls =
        Statement.deny("NothingWithoutTls", "sqs:*")
            .byAnyone()
            .on(queueArn)
            .when("Bool", SECURE, "false");
    if (ruleArns.isEmpty()) {
      return PolicyDocument.of(tls);
    }
    return PolicyDocument.of(
        Statement.allow("RulesSendWhatTheyCouldNotDeliver", "sqs:SendMessage")
            .byService("events.amazonaws.com")
            .on(queueArn)
            .when("ArnEquals", "aws:SourceArn", ruleArns.toArray(String[]::new)),
        tls);
  }

  /** Alarms and budgets of this account may publish. */
  public static PolicyDocument ofAlarmTopic(Place place, String topicArn) {
    return PolicyDocument.of(
        publish("AlarmsPublish", "cloudwatch.amazonaws.com", place, topicArn),
        publish("BudgetsPublish", "budgets.amazonaws.com", place, topicArn));
  }

  /**
   * Lets one rule write the event log. Both services need both actions ("CloudWatch Logs
   * permissions" in the EventBridge user guide). The condition is that of AWS's serverless pattern
   * eventbridge-cloudwatch; it does not work for {@code CreateLogStream}, which alone is harmless.
   */
  public static PolicyDocument ofEventLog(Place place, String group, String ruleArn) {
    return PolicyDocument.of(
        writeEvents("EventsMakeStreams", "logs:CreateLogStream", place, group),
        writeEvents("EventsWriteTheirLog", "logs:PutLogEvents", place, group)
            .when("ArnEquals", "aws:SourceArn", ruleArn));
  }

  private static Statement writeEvents(String sid, String action, Place place, String group) {
    return Statement.allow(sid, action)
        .on(place.arn("logs", "log-group:" + group + ":*"))
        .byService("events.amazonaws.com", "delivery.logs.amazonaws.com");
  }

  private static Statement publish(String sid, String service, Place place, String topicArn) {
    return Statement.allow(sid, "sns:Publish")
        .byService(service)
        .on(topicArn)
        .when("StringEquals", "aws:SourceAccount", place.account());
  }
}
