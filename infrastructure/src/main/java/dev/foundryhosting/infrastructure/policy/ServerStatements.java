/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.infrastructure.policy;

import dev.foundryhosting.platform.ResourceNames;
import java.util.List;
import java.util.stream.Stream;

/** Tasks on ECS and access points on EFS, for functions that run servers. */
final class ServerStatements {
  private ServerStatements() {}

  static List<Statement> in(PolicyScope scope) {
    Place place = scope.place();
    List<String> definitions =
        List.of(
            place.arn("ecs", "task-definition/" + ResourceNames.SERVER_FAMILY_PREFIX + "*:*"),
            place.arn("ecs", "task-definition/" + ResourceNames.RELEASE_FAMILY + ":*"),
            // Of earlier versions.
            place.arn("ecs", "task-definition/" + ResourceNames.WIPE_FAMILY_PREFIX + "*:*"));
    String tasks = place.arn("ecs", "task/" + PolicyScope.named("cluster") + "/*");
    return List.of(
        Statement.allow("RegisterOwnTaskDefinitions", "ecs:RegisterTaskDefinition")
            .on(definitions)
            .whenTagRequested(),
        Statement.allow("DeleteOwnTaskDefinitions", "ecs:DeleteTaskDefinitions").on(definitions),
        Statement.allow(
                "SeeTaskDefinitions",
                "ecs:DescribeTaskDefinition",
                "ecs:DeregisterTaskDefinition",
                "ecs:ListTaskDefinitions")
            .onEverything(),
        Statement.allow("RunOwnTasks", "ecs:RunTask")
            .on(definitions)
            .when("ArnEquals", "ecs:cluster", scope.clusterArn())
            .whenTagRequested(),
        Statement.allow("ListTasksOfTheCluster", "ecs:ListTasks")
            .onEverything()
            .when("ArnEquals", "ecs:cluster", scope.clusterArn()),
        Statement.allow("SeeAndStopTasksOfTheCluster", "ecs:DescribeTasks", "ecs:StopTask")
            .on(tasks),
        Statement.allow("TagWhatEcsMakes", "ecs:TagResource")
            .on(Stream.concat(definitions.stream(), Stream.of(tasks)).toList())
            .when("StringEquals", "ecs:CreateAction", "RegisterTaskDefinition", "RunTask"),
        Statement.allow("GiveTasksTheirRoles", "iam:PassRole")
            .on(scope.taskRoleArn(), scope.executionRoleArn())
            .when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"),
        Statement.allow("MakeAccessPoints", "elasticfilesystem:CreateAccessPoint")
            .on(scope.fileSystemArn())
            .whenTagRequested(),
        Statement.allow("SeeAccessPoints", "elasticfilesystem:DescribeAccessPoints")
            .on(scope.fileSystemArn()),
        Statement.allow("TagNewAccessPoints", "elasticfilesystem:TagResource")
            .on(scope.accessPointsArn())
            .when("StringEquals", "elasticfilesystem:CreateAction", "CreateAccessPoint"),
        Statement.allow("DeleteTenantsAccessPoints", "elasticfilesystem:DeleteAccessPoint")
            .on(scope.accessPointsArn())
            .whenTagged());
  }
}
