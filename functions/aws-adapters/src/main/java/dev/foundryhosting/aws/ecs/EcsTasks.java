/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.aws.AwsTags;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

/** {@link Tasks} on Fargate. */
@Singleton
public final class EcsTasks implements Tasks {
  private static final int REASON_LENGTH = 255;

  private final EcsClient ecs;
  private final ServerSettings settings;
  private final ResourceNames names;
  private final ServerTask serverTask;
  private final TaskDefinitions definitions;
  private final DescribedTasks described;
  private final TaskStarts starts;

  public EcsTasks(AwsClients clients, ServerSettings settings) {
    this.ecs = clients.ecs();
    this.settings = settings;
    this.names = new ResourceNames(settings.domain());
    this.serverTask = new ServerTask(settings);
    this.definitions = new TaskDefinitions(ecs);
    this.described = new DescribedTasks(ecs, settings.cluster());
    this.starts = new TaskStarts(ecs, settings);
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
    definitions.remove(names.serverFamily(user), user);
    // Earlier versions removed a user's files by a task.
    definitions.remove(names.wipeFamily(user), user);
  }

  @Override
  public TaskObservation run(String definitionArn, String token, UserId user) {
    return starts.run(
        definitionArn,
        token,
        AwsTags.of(
            user,
            Map.of(Tags.RUN, token),
            (key, value) -> Tag.builder().key(key).value(value).build()));
  }

  @Override
  public Optional<TaskObservation> findServer(UserId user, String token) {
    return starts.find(names.serverFamily(user), token);
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
}
