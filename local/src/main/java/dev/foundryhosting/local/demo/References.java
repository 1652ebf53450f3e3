package dev.foundryhosting.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.local.emulator.EmulatedAws;
import dev.foundryhosting.local.stack.EmulatedClients;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What the task that runs for a user refers to, by ECS's own word. */
@Singleton
class References {
  private final EmulatedAws aws;
  private final EmulatedClients clients;
  private final ResourceNames names;

  References(EmulatedAws aws, EmulatedClients clients, ResourceNames names) {
    this.aws = aws;
    this.clients = clients;
    this.names = names;
  }

  /** The variables that the borrower's running task takes from the lender's secret. */
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

  /** Whether a text stands anywhere in the definition of a user's running task. */
  boolean spelledOut(String text, UserId user) {
    return definition(user).containerDefinitions().stream()
        .map(ContainerDefinition::toString)
        .anyMatch(container -> container.contains(text));
  }

  private TaskDefinition definition(UserId user) {
    for (JsonNode task : aws.admin().tasks()) {
      if (task.path("lastStatus").asText().equals("RUNNING") && isOf(user, task)) {
        String arn = task.path("taskDefinitionArn").asText();
        return clients.ecs().describeTaskDefinition(r -> r.taskDefinition(arn)).taskDefinition();
      }
    }
    throw new Script.NotAsItShouldBe("no task runs for " + user);
  }

  private static boolean isOf(UserId user, JsonNode task) {
    for (JsonNode tag : task.path("tags")) {
      if (tag.path("key").asText().equals(Tags.USER)) {
        return tag.path("value").asText().equals(user.value());
      }
    }
    return false;
  }
}
