/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foundryhosting.platform.PlatformFunction;
import dev.foundryhosting.platform.Variable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the permissions and variables of a function with its code. */
class PoliciesAndCodeTest {
  private static final Map<String, String> SERVICES =
      Map.ofEntries(
          Map.entry("DynamoDbClient", "dynamodb"),
          Map.entry("EcsClient", "ecs"),
          Map.entry("EfsClient", "elasticfilesystem"),
          Map.entry("ElasticLoadBalancingV2Client", "elasticloadbalancing"),
          Map.entry("EventBridgeClient", "events"),
          Map.entry("IamClient", "iam"),
          Map.entry("LambdaClient", "lambda"),
          Map.entry("Route53Client", "route53"),
          Map.entry("S3Client", "s3"),
          Map.entry("SecretsManagerClient", "secretsmanager"),
          Map.entry("SqsClient", "sqs"));

  /** Where IAM calls an action otherwise than the SDK, or one call needs several. */
  private static final Map<String, List<String>> OTHERWISE =
      Map.ofEntries(
          Map.entry("TransactWriteItem.put", List.of("dynamodb:PutItem")),
          Map.entry("TransactWriteItem.update", List.of("dynamodb:UpdateItem")),
          Map.entry("TransactWriteItem.delete", List.of("dynamodb:DeleteItem")),
          Map.entry("TransactWriteItem.conditionCheck", List.of("dynamodb:ConditionCheckItem")),
          Map.entry("TransactWriteItem.build", List.of()),
          Map.entry("DynamoDbClient.transactWriteItems", List.of()),
          Map.entry(
              "EcsClient.registerTaskDefinition",
              List.of("ecs:RegisterTaskDefinition", "ecs:TagResource", "iam:PassRole")),
          Map.entry("EcsClient.runTask", List.of("ecs:RunTask", "ecs:TagResource", "iam:PassRole")),
          Map.entry(
              "EfsClient.createAccessPoint",
              List.of("elasticfilesystem:CreateAccessPoint", "elasticfilesystem:TagResource")),
          Map.entry(
              "ElasticLoadBalancingV2Client.createTargetGroup",
              List.of("elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:AddTags")),
          Map.entry(
              "ElasticLoadBalancingV2Client.createRule",
              List.of("elasticloadbalancing:CreateRule", "elasticloadbalancing:AddTags")),
          Map.entry("IamClient.createUser", List.of("iam:CreateUser", "iam:TagUser")),
          Map.entry("LambdaClient.invoke", List.of("lambda:InvokeFunction")),
          Map.entry(
              "SecretsManagerClient.createSecret",
              List.of("secretsmanager:CreateSecret", "secretsmanager:TagResource")),
          Map.entry("S3Client.deleteObjects", List.of("s3:DeleteObject", "s3:DeleteObjectVersion")),
          Map.entry("S3Client.completeMultipartUpload", List.of("s3:PutObject")),
          Map.entry("S3Client.createMultipartUpload", List.of("s3:PutObject")),
          Map.entry("S3Client.uploadPart", List.of("s3:PutObject")),
          Map.entry("S3Client.uploadPartCopy", List.of("s3:GetObject", "s3:PutObject")),
          Map.entry("S3Client.copyObject", List.of("s3:GetObject", "s3:PutObject")),
          Map.entry("S3Client.headObject", List.of("s3:GetObject")),
          Map.entry("S3Client.getObjectAsBytes", List.of("s3:GetObject")),
          Map.entry("S3Client.listObjectsV2Paginator", List.of("s3:ListBucket")),
          Map.entry("S3Client.listObjectVersions", List.of("s3:ListBucketVersions")),
          Map.entry("S3Client.listMultipartUploads", List.of("s3:ListBucketMultipartUploads")),
          Map.entry("S3Client.putBucketCors", List.of("s3:PutBucketCORS")),
          Map.entry("S3Client.putBucketEncryption", List.of("s3:PutEncryptionConfiguration")),
          Map.entry(
              "S3Client.putBucketLifecycleConfiguration", List.of("s3:PutLifecycleConfiguration")),
          Map.entry("S3Client.putPublicAccessBlock", List.of("s3:PutBucketPublicAccessBlock")));

  /** What Lambda itself does in the function's name. */
  private static final Set<String> OF_LAMBDA =
      Set.of(
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "sqs:SendMessage");

  private static final Set<String> OF_THE_QUEUES_READER =
      Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

  private static final Set<String> OF_THE_MOUNT =
      Set.of(
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses",
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientWrite");

  private static final Set<String> ONLY_WHERE_AWS_IS_EMULATED =
      Set.of(Variable.AWS_ENDPOINT_URL.name(), Variable.PLATFORM_CLOCK_OFFSET.name());

  @ParameterizedTest
  @EnumSource
  void aFunctionMayDoWhatItsCodeCallsAndNothingElse(PlatformFunction function) {
    Set<String> called = actions(CodeReach.of(function.moduleName()).clientCalls());
    Set<String> allowed =
        PolicySamples.of(function).statements().stream()
            .flatMap(statement -> statement.actions().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(called).as("of %s, found in its classes", function).isNotEmpty();

    assertThat(allowed).as("allowed, of what is called").containsAll(called);
    Set<String> more = new TreeSet<>(allowed);
    more.removeAll(called);
    more.removeAll(OF_LAMBDA);
    if (function == PlatformFunction.TASK_EVENTS) {
      more.removeAll(OF_THE_QUEUES_READER);
    }
    if (function == PlatformFunction.WORLD_FILES) {
      more.removeAll(OF_THE_MOUNT);
    }
    assertThat(more).as("allowed, but never called").isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionGetsAllVariablesThatItsCodeReads(PlatformFunction function) {
    Set<String> variables =
        function.variables().stream().map(Enum::name).collect(Collectors.toSet());

    assertThat(CodeReach.of(function.moduleName()).variables())
        .isNotEmpty()
        .filteredOn(name -> !ONLY_WHERE_AWS_IS_EMULATED.contains(name))
        .isSubsetOf(variables);
  }

  private static Set<String> actions(Set<String> calls) {
    return calls.stream()
        .flatMap(call -> actions(call).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> actions(String call) {
    if (OTHERWISE.containsKey(call)) {
      return OTHERWISE.get(call);
    }
    int dot = call.indexOf('.');
    String service = SERVICES.get(call.substring(0, dot));
    assertThat(service).as("the IAM prefix of " + call).isNotNull();
    String method = call.substring(dot + 1).replaceFirst("Paginator$", "");
    return List.of(service + ":" + Character.toUpperCase(method.charAt(0)) + method.substring(1));
  }
}
