/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static dev.foundryhosting.infrastructure.ProviderRule.arn;
import static dev.foundryhosting.infrastructure.ProviderRule.between;
import static dev.foundryhosting.infrastructure.ProviderRule.json;
import static dev.foundryhosting.infrastructure.ProviderRule.network;
import static dev.foundryhosting.infrastructure.ProviderRule.number;
import static dev.foundryhosting.infrastructure.ProviderRule.oneOf;
import static dev.foundryhosting.infrastructure.ProviderRule.text;
import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/**
 * What the real provider or the service behind it demands of texts and numbers that Pulumi's Java
 * classes take unseen, written down by hand; pulumi-aws 6.83 carries Terraform's AWS provider
 * 5.100.
 *
 * <p>Compared with the validators in that provider's sources, of this version or one near it:
 * certificates, backup plans, vaults and selections, budgets, Cloud Control resources, the
 * dashboard, alarms, buses, rules and targets of events, log groups with their filters and
 * policies, tables, NAT gateways, endpoints, the rules of security groups, the cluster, file
 * systems and access points, names in IAM, load balancer and listeners, records, secrets,
 * subscriptions, queues, and of Lambda functions, aliases, mappings, URLs, permissions, event
 * invoke and recursion configurations. What the services themselves demand beyond that, and all of
 * the other types, was written from knowledge of their API references and not compared: it finds
 * slips, and proves nothing of the provider. Lists of values hold those that the stack may use, not
 * all that exist.
 */
final class ProviderRules {
  private static final String WORD = "[0-9A-Za-z_-]+";
  private static final String DOTTED = "[0-9A-Za-z_.-]+";
  private static final String LATIN = "[\\t\\n\\r -~\u00a1-\u00ff]*";
  private static final String LAMBDA =
      "(arn:[\\w-]+:lambda:)?([a-z]{2}-([a-z]+-){1,2}\\d:)?(\\d{12}:)?(function:)?[\\w-]+(:[\\w$-]+)?";
  private static final int ROLE_INLINE = 10_240;
  private static final int MANAGED = 6_144;

  private static final List<ProviderRule> NOTHING_MORE = List.of();

  static final Map<String, List<ProviderRule>> BY_TYPE =
      Map.ofEntries(
          entry(
              "aws:acm/certificate:Certificate",
              List.of(
                  text("domainName", 64, "[^.].*[^.]"),
                  text("subjectAlternativeNames", 253, "[^.].*[^.]"),
                  oneOf("validationMethod", "DNS", "EMAIL", "NONE"))),
          entry(
              "aws:acm/certificateValidation:CertificateValidation",
              List.of(arn("certificateArn"))),
          entry(
              "aws:backup/plan:Plan",
              List.of(
                  text("name", 50, WORD),
                  text("rules.ruleName", 50, DOTTED),
                  text("rules.targetVaultName", 50, WORD),
                  text("rules.schedule", 256, "cron\\((\\S+ ){5}\\S+\\)"),
                  between("rules.lifecycle.deleteAfter", 1, 36_500))),
          entry(
              "aws:backup/selection:Selection",
              List.of(text("name", 50, DOTTED), arn("iamRoleArn"), arn("resources"))),
          entry("aws:backup/vault:Vault", List.of(text("name", 50, "[0-9A-Za-z_-]{2,}"))),
          entry(
              "aws:budgets/budget:Budget",
              List.of(
                  text("name", 100, "[^:\\\\]+"),
                  oneOf("budgetType", "USAGE", "COST"),
                  oneOf("timeUnit", "DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY"),
                  text("limitAmount", 20, "[0-9]+(\\.[0-9]+)?"),
                  oneOf("limitUnit", "USD"),
                  oneOf("notifications.notificationType", "ACTUAL", "FORECASTED"),
                  oneOf(
                      "notifications.comparisonOperator", "GREATER_THAN", "LESS_THAN", "EQUAL_TO"),
                  oneOf("notifications.thresholdType", "PERCENTAGE", "ABSOLUTE_VALUE"),
                  arn("notifications.subscriberSnsTopicArns"))),
          entry(
              "aws:cloudcontrol/resource:Resource",
              List.of(
                  text("typeName", 200, "[0-9A-Za-z]{2,64}(::[0-9A-Za-z]{2,64}){2}"),
                  json("desiredState", 100_000))),
          entry(
              "aws:cloudwatch/dashboard:Dashboard",
              List.of(text("dashboardName", 255, WORD), json("dashboardBody", 1_000_000))),
          entry(
              "aws:cloudwatch/eventBus:EventBus",
              List.of(text("name", 256, "(?!default$)[/" + DOTTED.substring(1)))),
          entry(
              "aws:cloudwatch/eventRule:EventRule",
              List.of(
                  text("name", 64, DOTTED),
                  text("description", 512, ".*"),
                  text("scheduleExpression", 256, "rate\\((1 minute|[2-9] minutes)\\)"),
                  json("eventPattern", 4096))),
          entry(
              "aws:cloudwatch/eventTarget:EventTarget",
              List.of(
                  text("rule", 64, DOTTED),
                  text("targetId", 64, DOTTED),
                  arn("arn"),
                  arn("deadLetterConfig.arn"),
                  between("retryPolicy.maximumEventAgeInSeconds", 60, 86_400),
                  between("retryPolicy.maximumRetryAttempts", 0, 185))),
          entry(
              "aws:cloudwatch/logGroup:LogGroup",
              List.of(
                  text("name", 512, "[0-9A-Za-z_./#-]+"),
                  number("retentionInDays", 1, 3, 5, 7, 14, 30, 60, 90))),
          entry(
              "aws:cloudwatch/logMetricFilter:LogMetricFilter",
              List.of(
                  text("name", 512, "[^:*]+"),
                  text("pattern", 1024, ".*"),
                  text("metricTransformation.name", 255, "[^:*$]+"),
                  text("metricTransformation.namespace", 255, "[^:*$]+"),
                  text("metricTransformation.value", 100, ".+"),
                  text("metricTransformation.defaultValue", 20, "[0-9.]+"),
                  oneOf("metricTransformation.unit", "Count", "Seconds"))),
          entry(
              "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
              List.of(text("policyName", 255, DOTTED), json("policyDocument", 5120))),
          entry(
              "aws:cloudwatch/metricAlarm:MetricAlarm",
              List.of(
                  text("name", 255, ".+"),
                  text("alarmDescription", 1024, ".*"),
                  text("metricName", 255, ".+"),
                  text("namespace", 255, "[^:].*"),
                  oneOf("statistic", "SampleCount", "Average", "Sum", "Minimum", "Maximum"),
                  oneOf(
                      "comparisonOperator",
                      "GreaterThanOrEqualToThreshold",
                      "GreaterThanThreshold",
                      "LessThanThreshold",
                      "LessThanOrEqualToThreshold"),
                  oneOf("treatMissingData", "breaching", "notBreaching", "ignore", "missing"),
                  number("period", 10, 30, 60, 300, 3600),
                  between("evaluationPeriods", 1, 100),
                  arn("alarmActions"),
                  arn("okActions"))),
          entry(
              "aws:dynamodb/table:Table",
              List.of(
                  text("name", 255, ".{3,}"),
                  oneOf("billingMode", "PAY_PER_REQUEST", "PROVISIONED"),
                  oneOf("attributes.type", "S", "N", "B"),
                  text("globalSecondaryIndexes.name", 255, "[0-9A-Za-z_.-]{3,}"),
                  oneOf("globalSecondaryIndexes.projectionType", "ALL", "INCLUDE", "KEYS_ONLY"))),
          entry("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", NOTHING_MORE),
          entry("aws:ec2/eip:Eip", List.of(oneOf("domain", "vpc", "standard"))),
          entry("aws:ec2/internetGateway:InternetGateway", NOTHING_MORE),
          entry("aws:ec2/natGateway:NatGateway", NOTHING_MORE),
          entry("aws:ec2/route:Route", List.of(network("destinationCidrBlock"))),
          entry("aws:ec2/routeTable:RouteTable", NOTHING_MORE),
          entry("aws:ec2/routeTableAssociation:RouteTableAssociation", NOTHING_MORE),
          entry(
              "aws:ec2/securityGroup:SecurityGroup",
              List.of(
                  text("name", 255, "(?!sg-).+"),
                  text("description", 255, "[A-Za-z0-9 _.:/()#,@\\[\\]+=&;{}!$*-]*"))),
          entry("aws:ec2/subnet:Subnet", List.of(network("cidrBlock"))),
          entry("aws:ec2/vpc:Vpc", List.of(network("cidrBlock"))),
          entry(
              "aws:ec2/vpcEndpoint:VpcEndpoint",
              List.of(oneOf("vpcEndpointType", "Gateway", "Interface", "GatewayLoadBalancer"))),
          entry("aws:ecr/lifecyclePolicy:LifecyclePolicy", List.of(json("policy", 30_720))),
          entry(
              "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
              List.of(
                  text("ecrRepositoryPrefix", 30, "[a-z0-9]+([._-][a-z0-9]+)*"),
                  oneOf("upstreamRegistryUrl", "ghcr.io", "registry-1.docker.io"),
                  arn("credentialArn"))),
          entry(
              "aws:ecr/repository:Repository",
              List.of(
                  text("name", 256, "([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*"),
                  oneOf("imageTagMutability", "MUTABLE", "IMMUTABLE"),
                  oneOf("encryptionConfigurations.encryptionType", "AES256", "KMS"))),
          entry(
              "aws:ecs/cluster:Cluster",
              List.of(
                  text("name", 255, WORD),
                  oneOf("settings.name", "containerInsights"),
                  oneOf("settings.value", "disabled", "enabled", "enhanced"))),
          entry(
              "aws:efs/accessPoint:AccessPoint",
              List.of(text("rootDirectory.creationInfo.permissions", 4, "[0-7]{3,4}"))),
          entry(
              "aws:efs/fileSystem:FileSystem",
              List.of(
                  oneOf("performanceMode", "generalPurpose", "maxIO"),
                  oneOf("throughputMode", "bursting", "provisioned", "elastic"),
                  oneOf("lifecyclePolicies.transitionToIa", "AFTER_7_DAYS", "AFTER_30_DAYS"),
                  oneOf("lifecyclePolicies.transitionToPrimaryStorageClass", "AFTER_1_ACCESS"))),
          entry("aws:efs/fileSystemPolicy:FileSystemPolicy", List.of(json("policy", 20_000))),
          entry("aws:efs/mountTarget:MountTarget", NOTHING_MORE),
          entry(
              "aws:iam/policy:Policy",
              List.of(
                  text("name", 128, "[\\w+=,.@-]+"),
                  text("description", 1000, ".*"),
                  json("policy", MANAGED))),
          entry(
              "aws:iam/role:Role",
              List.of(
                  text("name", 64, "[\\w+=,.@-]+"),
                  text("description", 1000, LATIN),
                  json("assumeRolePolicy", 2048))),
          entry(
              "aws:iam/rolePolicy:RolePolicy",
              List.of(text("name", 128, "[\\w+=,.@-]+"), json("policy", ROLE_INLINE))),
          entry("aws:iam/rolePolicyAttachment:RolePolicyAttachment", List.of(arn("policyArn"))),
          entry(
              "aws:lambda/alias:Alias",
              List.of(
                  text("name", 128, "(?!\\d+$)[\\w-]+"),
                  text("functionVersion", 10, "\\$LATEST|\\d+"))),
          entry(
              "aws:lambda/eventSourceMapping:EventSourceMapping",
              List.of(
                  arn("eventSourceArn"),
                  text("functionName", 140, LAMBDA),
                  oneOf("functionResponseTypes", "ReportBatchItemFailures"),
                  between("batchSize", 1, 10),
                  between("scalingConfig.maximumConcurrency", 2, 1000))),
          entry(
              "aws:lambda/function:Function",
              List.of(
                  text("name", 64, "[\\w-]+"),
                  arn("role"),
                  text("description", 256, ".*"),
                  text("handler", 128, "\\S+"),
                  oneOf("runtime", "provided.al2023", "java21"),
                  oneOf("architectures", "arm64", "x86_64"),
                  between("memorySize", 128, 10_240),
                  between("timeout", 1, 900),
                  between("reservedConcurrentExecutions", -1, Integer.MAX_VALUE),
                  oneOf("snapStart.applyOn", "PublishedVersions", "None"),
                  arn("fileSystemConfig.arn"),
                  text("fileSystemConfig.localMountPath", 160, "/mnt/[a-zA-Z0-9._-]+"),
                  oneOf("tracingConfig.mode", "Active", "PassThrough"),
                  oneOf("loggingConfig.logFormat", "JSON", "Text"),
                  oneOf("loggingConfig.applicationLogLevel", "TRACE", "DEBUG", "INFO", "WARN"),
                  oneOf("loggingConfig.systemLogLevel", "DEBUG", "INFO", "WARN"),
                  text("loggingConfig.logGroup", 512, "[0-9A-Za-z_./#-]+"))),
          entry(
              "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
              List.of(
                  text("functionName", 140, LAMBDA),
                  text("qualifier", 128, "[\\w$-]+"),
                  between("maximumRetryAttempts", 0, 2),
                  between("maximumEventAgeInSeconds", 60, 21_600),
                  arn("destinationConfig.onFailure.destination"))),
          entry(
              "aws:lambda/functionRecursionConfig:FunctionRecursionConfig",
              List.of(
                  text("functionName", 140, LAMBDA), oneOf("recursiveLoop", "Allow", "Terminate"))),
          entry(
              "aws:lambda/functionUrl:FunctionUrl",
              List.of(
                  oneOf("authorizationType", "NONE", "AWS_IAM"),
                  text("qualifier", 128, "(?!\\d+$)[\\w-]+"))),
          entry(
              "aws:lambda/permission:Permission",
              List.of(
                  text("action", 50, "lambda:[A-Za-z]+"),
                  text("function", 140, LAMBDA),
                  text("qualifier", 128, "[\\w$-]+"),
                  text("statementId", 100, WORD),
                  oneOf("functionUrlAuthType", "NONE", "AWS_IAM"),
                  arn("sourceArn"))),
          entry(
              "aws:lb/listener:Listener",
              List.of(
                  between("port", 1, 65_535),
                  oneOf("protocol", "HTTP", "HTTPS"),
                  text("sslPolicy", 100, "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"),
                  arn("certificateArn"),
                  arn("loadBalancerArn"),
                  oneOf("defaultActions.type", "fixed-response", "forward", "redirect"),
                  oneOf("defaultActions.fixedResponse.contentType", "text/plain", "text/html"),
                  text("defaultActions.fixedResponse.messageBody", 1024, "(?s).*"),
                  text("defaultActions.fixedResponse.statusCode", 3, "[245]\\d\\d"),
                  oneOf("defaultActions.redirect.protocol", "#{protocol}", "HTTP", "HTTPS"),
                  oneOf("defaultActions.redirect.statusCode", "HTTP_301", "HTTP_302"))),
          entry(
              "aws:lb/loadBalancer:LoadBalancer",
              List.of(
                  text("name", 32, "(?!internal-)[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?"),
                  oneOf("loadBalancerType", "application", "network", "gateway"),
                  between("idleTimeout", 1, 4000))),
          entry(
              "aws:route53/record:Record",
              List.of(
                  text("name", 255, "\\S+"),
                  oneOf("type", "A", "AAAA", "CNAME"),
                  text("zoneId", 32, "\\S+"),
                  text("aliases.name", 1024, "\\S+"),
                  text("aliases.zoneId", 32, "\\S+"))),
          entry(
              "aws:s3/bucketV2:BucketV2",
              List.of(text("bucket", 63, "[a-z0-9][a-z0-9.-]+[a-z0-9]"))),
          entry("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", NOTHING_MORE),
          entry("aws:s3/bucketPolicy:BucketPolicy", List.of(json("policy", 20_480))),
          entry(
              "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
              List.of(
                  text("rules.id", 255, ".+"),
                  oneOf("rules.status", "Enabled", "Disabled"),
                  between("rules.abortIncompleteMultipartUpload.daysAfterInitiation", 1, 36_500))),
          entry(
              "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
              List.of(
                  oneOf(
                      "rules.applyServerSideEncryptionByDefault.sseAlgorithm",
                      "AES256",
                      "aws:kms"))),
          entry(
              "aws:secretsmanager/secret:Secret",
              List.of(
                  text("name", 512, "[0-9A-Za-z/_+=.@-]+"),
                  number("recoveryWindowInDays", 0, 7, 30))),
          entry(
              "aws:secretsmanager/secretVersion:SecretVersion",
              List.of(json("secretString", 65_536))),
          entry(
              "aws:sns/topic:Topic",
              List.of(text("name", 256, WORD), text("displayName", 100, ".*"))),
          entry("aws:sns/topicPolicy:TopicPolicy", List.of(arn("arn"), json("policy", 30_000))),
          entry(
              "aws:sns/topicSubscription:TopicSubscription",
              List.of(
                  oneOf("protocol", "email", "email-json", "https", "lambda", "sqs"),
                  arn("topic"))),
          entry(
              "aws:sqs/queue:Queue",
              List.of(
                  text("name", 80, WORD),
                  between("visibilityTimeoutSeconds", 0, 43_200),
                  between("messageRetentionSeconds", 60, 1_209_600),
                  json("redrivePolicy", 10_000))),
          entry("aws:sqs/queuePolicy:QueuePolicy", List.of(json("policy", 20_480))),
          entry("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", securityGroupRule()),
          entry("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", securityGroupRule()));

  private ProviderRules() {}

  /** What a resource declares against the rules of its type. */
  static List<String> broken(Declared resource) {
    Map<String, Object> inputs = Graph.plain(resource.inputs());
    return BY_TYPE.get(resource.type()).stream()
        .flatMap(rule -> rule.broken(inputs))
        .map(sentence -> resource + ": " + sentence)
        .toList();
  }

  private static List<ProviderRule> securityGroupRule() {
    return List.of(
        oneOf("ipProtocol", "tcp", "udp", "-1"),
        between("fromPort", 0, 65_535),
        between("toPort", 0, 65_535),
        network("cidrIpv4"),
        text("prefixListId", 64, "pl-.+"));
  }
}
