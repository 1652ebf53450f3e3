/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Tasks;
import dev.foundryhosting.license.License;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.ServerSettings;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.BlockedException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * {@link Tasks} on Fargate.
 *
 * <p>A run's token is the task's {@code clientToken}, by which ECS starts it once ("Ensuring
 * idempotency" in the ECS API reference), and its {@code startedBy}, by which it is found. {@code
 * ListTasks} takes {@code startedBy} only as its one filter, so tasks are listed by their family,
 * which is one user's, and filtered here.
 */
@Singleton
public final class EcsTasks implements Tasks {
  private static final int TOKEN_LENGTH = 36;
  private static final int REASON_LENGTH = 255;
  private static final String BLOCKED =
      "Could not start the task: AWS has blocked the platform's account. No server starts until its"
          + " owner has cleared that with AWS Support.";

  private final EcsClient ecs;
  private final ServerSettings settings;
  private final ResourceNames names;
  private final ServerTask serverTask;
  private final TaskDefinitions definitions;
  private final DescribedTasks described;

  public EcsTasks(AwsClients clients, ServerSettings settings) {
    this.ecs = clients.ecs();
    this.settings = settings;
    this.names = new ResourceNames(settings.domain());
    this.serverTask = new ServerTask(settings);
    this.definitions = new TaskDefinitions(ecs);
    this.described = new DescribedTasks(ecs, settings.cluster());
  }

  @Override
  public TaskDefinition ensureServerDefinition(Instance instance, License license) {
    TaskSpec spec = serverTask.server(instance, license);
    return instance
        .resources()
        .definition()
        .filter(recorded -> recorded.fingerprint().equals(spec.fingerprint()))
        .orElseGet(() -> definitions.ensure(spec));
  }

  @Override
  public void removeDefinitions(UserId user) {
    definitions.remove(names.serverFamily(user));
    // Earlier versions removed a user's files by a task.
    definitions.remove(names.wipeFamily(user));
  }

  /** A definition of a task that is nobody's server. */
  TaskDefinition ensureDefinition(TaskSpec spec) {
    return definitions.ensure(spec);
  }

  @Override
  public TaskObservation run(String definitionArn, String token, UserId user) {
    return run(
        definitionArn,
        token,
        AwsTags.of(
            user,
            Map.of(Tags.RUN, token),
            (key, value) -> Tag.builder().key(key).value(value).build()));
  }

  /** As above, of a task with other tags than a user's. */
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

  @Override
  public Optional<TaskObservation> findServer(UserId user, String token) {
    return find(names.serverFamily(user), token);
  }

  private Optional<TaskObservation> find(String family, String token) {
    return AwsCall.of(
        "look for the task",
        () ->
            // In this order: a task that ends in between is in the second list.
            found(family, token, DesiredStatus.RUNNING)
                .or(() -> found(family, token, DesiredStatus.STOPPED)));
  }

  @Override
  public Optional<TaskObservation> observe(String taskArn) {
    return AwsCall.of(
        "look at the task",
        () -> described.known(List.of(taskArn)).map(ObservedTask::of).findFirst());
  }

  @Override
  public Map<String, TaskObservation> observeAll(List<String> taskArns) {
    return AwsCall.of(
        "look at the tasks",
        () ->
            described
                .shown(taskArns.stream().distinct().toList())
                .map(ObservedTask::of)
                .collect(Collectors.toMap(TaskObservation::taskArn, seen -> seen)));
  }

  @Override
  public Optional<TaskObservation> stop(String taskArn, String reason) {
    return AwsCall.of(
        "stop the task",
        () -> {
          try {
            Task task =
                ecs.stopTask(
                        stop -> stop.cluster(settings.cluster()).task(taskArn).reason(cut(reason)))
                    .task();
            return Optional.of(ObservedTask.of(task));
          } catch (InvalidParameterException e) {
            if (!e.awsErrorDetails().errorMessage().contains("not found")) {
              throw e;
            }
            return Optional.empty();
          }
        });
  }

  /** As much as ECS takes, and no half of a character that takes two places. */
  private static String cut(String reason) {
    if (reason.length() <= REASON_LENGTH) {
      return reason;
    }
    boolean half = Character.isHighSurrogate(reason.charAt(REASON_LENGTH - 1));
    return reason.substring(0, half ? REASON_LENGTH - 1 : REASON_LENGTH);
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
