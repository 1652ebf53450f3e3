/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.local.emulator.EcsTask;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Asks ECS what the running task of a user refers to. */
@Singleton
class References {
  private final EmulatedAws aws;
  private final AwsClients clients;
  private final ResourceNames names;

  References(EmulatedAws aws, AwsClients clients, ResourceNames names) {
    this.aws = aws;
    this.clients = clients;
    this.names = names;
  }

  /** The variables of the borrower's task that come from the lender's secret. */
  List<String> toSecretOf(UserId lender, UserId borrower) {
    String secret =
        clients.secretsManager().describeSecret(r -> r.secretId(names.secret(lender))).arn();
    return definition(borrower).containerDefinitions().stream()
        .flatMap(container -> container.secrets().stream())
        .filter(reference -> reference.valueFrom().startsWith(secret))
        .map(Secret::name)
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether a text stands in the definition of a user's task. */
  boolean spelledOut(String text, UserId user) {
    return definition(user).containerDefinitions().stream()
        .map(ContainerDefinition::toString)
        .anyMatch(container -> container.contains(text));
  }

  private TaskDefinition definition(UserId user) {
    String arn =
        aws.admin().tasks().stream()
            .filter(task -> task.isOf(user) && task.status().equals("RUNNING"))
            .map(EcsTask::definitionArn)
            .findFirst()
            .orElseThrow(() -> new DemoFailure("no task runs for " + user));
    return clients.ecs().describeTaskDefinition(r -> r.taskDefinition(arn)).taskDefinition();
  }
}
