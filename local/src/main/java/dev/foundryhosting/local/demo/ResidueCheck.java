package dev.foundryhosting.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.stack.EmulatedClients;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.platform.Variable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Asks each emulated service what it still has of a user; by its own API, not by our records. */
@Singleton
class ResidueCheck {
  private final EmulatedAws aws;
  private final EmulatedClients clients;
  private final Environment environment;
  private final ResourceNames names;

  ResidueCheck(
      EmulatedAws aws, EmulatedClients clients, Environment environment, ResourceNames names) {
    this.aws = aws;
    this.clients = clients;
    this.environment = environment;
    this.names = names;
  }

  /** A line for each thing that is there; none when nothing is. */
  List<String> of(UserId user, String subdomain) {
    List<String> found = new ArrayList<>();
    tasks(user, found);
    files(user, found);
    assets(user, found);
    routing(user, subdomain, found);
    secret(user, found);
    return found;
  }

  /** A line for each licence that is registered and each reservation that is made, by anybody. */
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

  private void tasks(UserId user, List<String> found) {
    for (JsonNode task : aws.admin().tasks()) {
      if (isOf(user, task) && !task.path("lastStatus").asText().equals("STOPPED")) {
        found.add("task " + task.path("taskArn").asText());
      }
    }
    EcsClient ecs = clients.ecs();
    for (String family : List.of(names.serverFamily(user), names.wipeFamily(user))) {
      ecs.listTaskDefinitions(r -> r.familyPrefix(family).status(TaskDefinitionStatus.ACTIVE))
          .taskDefinitionArns()
          .forEach(arn -> found.add("task definition " + arn));
    }
  }

  private static boolean isOf(UserId user, JsonNode task) {
    for (JsonNode tag : task.path("tags")) {
      if (tag.path("key").asText().equals(Tags.USER)) {
        return tag.path("value").asText().equals(user.value());
      }
    }
    return false;
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

  /** A deleted secret can be restored for some days, as it should be; it must be due, though. */
  private void secret(UserId user, List<String> found) {
    try {
      boolean due =
          clients.secretsManager().describeSecret(r -> r.secretId(names.secret(user))).deletedDate()
              != null;
      if (!due) {
        found.add("secret " + names.secret(user));
      }
    } catch (ResourceNotFoundException gone) {
      return;
    }
  }
}
