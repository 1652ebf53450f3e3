/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.local.emulator.EcsTask;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** What the emulated AWS has of a user, as the API of each service says. */
@Singleton
class UserResources {
  private final EmulatedAws aws;
  private final AwsClients clients;
  private final Environment environment;
  private final ResourceNames names;

  UserResources(EmulatedAws aws, AwsClients clients, Environment environment, ResourceNames names) {
    this.aws = aws;
    this.clients = clients;
    this.environment = environment;
    this.names = names;
  }

  /** A line for each resource of a user. */
  List<String> of(UserId user, String subdomain) {
    List<String> found = new ArrayList<>();
    tasks(user, found);
    files(user, found);
    assets(user, found);
    routing(user, subdomain, found);
    secret(user, found);
    return found;
  }

  /** A line for each licence and each reservation, of all users. */
  List<String> booked() {
    List<String> found = new ArrayList<>();
    for (Variable table :
        List.of(Variable.LICENSE_POOL_TABLE_NAME, Variable.LICENSE_RESERVATIONS_TABLE_NAME)) {
      clients
          .dynamoDb()
          .scan(r -> r.tableName(environment.get(table)))
          .items()
          .forEach(item -> found.add(environment.get(table) + " " + item));
    }
    return found;
  }

  /** The variables of the borrower's running task that come from the lender's secret. */
  List<String> lentVariables(UserId lender, UserId borrower) {
    String secret =
        clients.secretsManager().describeSecret(r -> r.secretId(names.secret(lender))).arn();
    return containers(borrower).stream()
        .flatMap(container -> container.secrets().stream())
        .filter(reference -> reference.valueFrom().startsWith(secret))
        .map(Secret::name)
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether a text stands in the definition of a user's running task. */
  boolean isSpelledOut(String text, UserId user) {
    return containers(user).stream().anyMatch(container -> container.toString().contains(text));
  }

  /** How large the definition of the user's running task says it is. */
  String definedSize(UserId user) {
    TaskDefinition definition = definition(user);
    return "%s CPU units, %s MiB".formatted(definition.cpu(), definition.memory());
  }

  private List<ContainerDefinition> containers(UserId user) {
    return definition(user).containerDefinitions();
  }

  private TaskDefinition definition(UserId user) {
    String definition =
        aws.admin().tasks().stream()
            .filter(task -> task.isOf(user) && task.status().equals("RUNNING"))
            .map(EcsTask::definitionArn)
            .findFirst()
            .orElseThrow(() -> new DemoFailure("no task runs for " + user));
    return clients.ecs().describeTaskDefinition(r -> r.taskDefinition(definition)).taskDefinition();
  }

  private void tasks(UserId user, List<String> found) {
    aws.admin().tasks().stream()
        .filter(task -> task.isOf(user) && !task.status().equals("STOPPED"))
        .forEach(task -> found.add("task " + task.arn()));
    EcsClient ecs = clients.ecs();
    ecs.listTaskDefinitions(
            r -> r.familyPrefix(names.serverFamily(user)).status(TaskDefinitionStatus.ACTIVE))
        .taskDefinitionArns()
        .forEach(arn -> found.add("task definition " + arn));
  }

  private void files(UserId user, List<String> found) {
    clients
        .efs()
        .describeAccessPoints(r -> r.fileSystemId(environment.get(Variable.FILE_SYSTEM_ID)))
        .accessPoints()
        .stream()
        .filter(
            point ->
                point.tags().stream()
                    .anyMatch(t -> t.key().equals(Tags.USER) && t.value().equals(user.value())))
        .forEach(point -> found.add("access point " + point.accessPointId()));
    Path root = Path.of(environment.get(Variable.USER_FILES_ROOT));
    Path licenses = root.resolve(".licenses").resolve(LicenseId.ofOwner(user).value());
    Stream.of(root.resolve(user.value()), licenses)
        .filter(Files::exists)
        .forEach(folder -> found.add("files in " + folder));
  }

  private void assets(UserId user, List<String> found) {
    clients.s3().listBuckets().buckets().stream()
        .filter(bucket -> bucket.name().equals(names.bucket(user)))
        .forEach(bucket -> found.add("bucket " + bucket.name()));
    clients.iam().listUsers(r -> r.pathPrefix(ResourceNames.IAM_PATH)).users().stream()
        .filter(iamUser -> iamUser.userName().equals(names.assetUser(user)))
        .forEach(iamUser -> found.add("IAM user " + iamUser.userName()));
  }

  private void routing(UserId user, String subdomain, List<String> found) {
    ElasticLoadBalancingV2Client elb = clients.loadBalancing();
    elb.describeTargetGroups().targetGroups().stream()
        .filter(group -> group.targetGroupName().equals(names.targetGroup(user)))
        .forEach(group -> found.add("target group " + group.targetGroupArn()));
    String host = subdomain + "." + environment.get(Variable.DOMAIN_NAME);
    String listener = environment.get(Variable.ALB_HTTPS_LISTENER_ARN);
    elb.describeRules(r -> r.listenerArn(listener)).rules().stream()
        .filter(rule -> rule.conditions().toString().contains(host))
        .forEach(rule -> found.add("listener rule " + rule.ruleArn()));
    String zone = environment.get(Variable.ROUTE53_HOSTED_ZONE_ID);
    clients
        .route53()
        .listResourceRecordSets(r -> r.hostedZoneId(zone))
        .resourceRecordSets()
        .stream()
        .filter(set -> set.name().equals(host + "."))
        .forEach(set -> found.add("record " + set.type() + " " + set.name()));
  }

  /** A deleted secret can be restored for some days; the list leaves it out meanwhile. */
  private void secret(UserId user, List<String> found) {
    clients.secretsManager().listSecrets(r -> r.includePlannedDeletion(false)).secretList().stream()
        .filter(secret -> secret.name().equals(names.secret(user)))
        .forEach(secret -> found.add("secret " + secret.name()));
  }
}
