/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.platform.ServerSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.BlockedException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Starts tasks, each once.
 *
 * <p>A task's token is its {@code clientToken}, by which ECS starts it once ("Ensuring idempotency"
 * in the ECS API reference), and its {@code startedBy}, by which it is found. {@code ListTasks}
 * takes {@code startedBy} only as its one filter, so tasks are listed by their family, which is one
 * user's, and filtered here.
 */
final class TaskStarts {
  private static final int TOKEN_LENGTH = 36;
  private static final String BLOCKED =
      "Could not start the task: AWS has blocked the platform's account. No server starts until its"
          + " owner has cleared that with AWS Support.";

  private final EcsClient ecs;
  private final ServerSettings settings;
  private final DescribedTasks described;

  TaskStarts(EcsClient ecs, ServerSettings settings) {
    this.ecs = ecs;
    this.settings = settings;
    this.described = new DescribedTasks(ecs, settings.cluster());
  }

  /**
   * Starts a task, or finds the one that was started with the token before.
   *
   * @param token 1 to 36 characters
   */
  TaskObservation run(String definitionArn, String token, List<Tag> tags) {
    if (token.isEmpty() || token.length() > TOKEN_LENGTH) {
      throw new IllegalArgumentException("a token has 1 to 36 characters");
    }
    return AwsCall.of(
        "start the task",
        () -> {
          try {
            return started(ecs.runTask(request(definitionArn, token, tags)));
          } catch (ConflictException e) {
            return startedBefore(e, definitionArn, token).orElseThrow(() -> e);
          } catch (BlockedException e) {
            throw PlatformException.dependency(BLOCKED, false, e);
          } catch (EcsException e) {
            throw passesByItself(e)
                ? PlatformException.dependency(noPlace(e.awsErrorDetails().errorMessage()), true, e)
                : e;
          }
        });
  }

  /** The task of a family that was started with a token, whether it runs or ended lately. */
  Optional<TaskObservation> find(String family, String token) {
    return AwsCall.of(
        "look for the task",
        () ->
            // In this order: a task that ends in between is in the second list.
            found(family, token, DesiredStatus.RUNNING)
                .or(() -> found(family, token, DesiredStatus.STOPPED)));
  }

  private RunTaskRequest request(String definitionArn, String token, List<Tag> tags) {
    AwsVpcConfiguration network =
        AwsVpcConfiguration.builder()
            .subnets(settings.subnetIds())
            .securityGroups(settings.securityGroupId())
            .assignPublicIp(settings.publicIp() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED)
            .build();
    return RunTaskRequest.builder()
        .cluster(settings.cluster())
        .taskDefinition(definitionArn)
        .launchType(LaunchType.FARGATE)
        .count(1)
        .clientToken(token)
        .startedBy(token)
        .networkConfiguration(n -> n.awsvpcConfiguration(network))
        .tags(tags)
        .build();
  }

  private static TaskObservation started(RunTaskResponse answer) {
    return answer.tasks().stream()
        .map(ObservedTask::of)
        .findFirst()
        .orElseThrow(
            () ->
                PlatformException.dependency(
                    noPlace(
                        answer.failures().stream()
                            .map(Failure::reason)
                            .findFirst()
                            .orElse("no reason given")),
                    true));
  }

  /** The token was used with another definition: its task is still the one to go on with. */
  private Optional<TaskObservation> startedBefore(
      ConflictException conflict, String definitionArn, String token) {
    if (!conflict.resourceIds().isEmpty()) {
      return described.known(conflict.resourceIds()).map(ObservedTask::of).findFirst();
    }
    String definition = definitionArn.substring(definitionArn.lastIndexOf('/') + 1);
    return find(definition.substring(0, definition.lastIndexOf(':')), token);
  }

  private Optional<TaskObservation> found(String family, String token, DesiredStatus desired) {
    List<String> arns =
        ecs
            .listTasksPaginator(
                list -> list.cluster(settings.cluster()).family(family).desiredStatus(desired))
            .taskArns()
            .stream()
            .toList();
    // One that ECS lists and does not describe may be the one.
    return described
        .all(arns)
        .filter(task -> token.equals(task.startedBy()))
        .max(
            Comparator.comparing(Task::createdAt, Comparator.nullsFirst(Comparator.naturalOrder())))
        .map(ObservedTask::of);
  }

  /** ECS has no code of its own for these: they come as client errors with a sentence. */
  private static boolean passesByItself(EcsException e) {
    String message = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorMessage();
    return message != null
        && Stream.of("Capacity is unavailable", "reached the limit", "Rate exceeded")
            .anyMatch(message::contains);
  }

  private static String noPlace(String reason) {
    return "Could not start the task: ECS has no place for it now (%s).".formatted(reason);
  }
}
