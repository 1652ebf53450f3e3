/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static java.util.stream.Collectors.toMap;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.shutdown.orphan.TaskInventory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/**
 * {@link TaskInventory} on Fargate: two calls for each hundred tasks, since {@code ListTasks} gives
 * no more than their ARNs, a hundred a page, and {@code DescribeTasks} takes as many.
 */
@Singleton
public final class EcsTaskInventory implements TaskInventory {
  private final EcsClient ecs;
  private final ServerSettings settings;
  private final DescribedTasks described;

  public EcsTaskInventory(AwsClients clients, ServerSettings settings) {
    this.ecs = clients.ecs();
    this.settings = settings;
    this.described = new DescribedTasks(ecs, settings.cluster());
  }

  @Override
  public List<RunningTask> list() {
    return AwsCall.of(
        "list the tasks",
        () ->
            ecs
                .listTasksPaginator(
                    list -> list.cluster(settings.cluster()).desiredStatus(DesiredStatus.RUNNING))
                .stream()
                .map(ListTasksResponse::taskArns)
                .filter(page -> !page.isEmpty())
                .flatMap(this::described)
                .flatMap(EcsTaskInventory::ours)
                .toList());
  }

  private Stream<Task> described(List<String> arns) {
    return described
        .known(arns, TaskField.TAGS)
        // A stop may have been requested since it was listed.
        .filter(task -> DesiredStatus.RUNNING.toString().equals(task.desiredStatus()));
  }

  private static Stream<RunningTask> ours(Task task) {
    Map<String, String> tags = task.tags().stream().collect(toMap(Tag::key, Tag::value));
    return AwsTags.owner(tags).stream()
        .map(
            user ->
                new RunningTask(
                    task.taskArn(),
                    user,
                    Objects.requireNonNullElse(task.startedBy(), ""),
                    Integer.parseInt(task.cpu()),
                    Integer.parseInt(task.memory())));
  }
}
