/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.aws.TaskEnd;
import dev.foundryhosting.aws.TaskFailureClassifier;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.TaskObservation.State;
import dev.foundryhosting.instance.TaskSize;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Task;

/** ECS's {@code Task} as the domain sees it. */
final class ObservedTask {
  // The containers that do a task's work. A task of an earlier version removes a user's files.
  private static final Set<String> MAIN_CONTAINERS = Set.of(ServerTask.SERVER, "wipe");
  private static final String STOPPED = "STOPPED";

  private ObservedTask() {}

  static TaskObservation of(Task task) {
    boolean stopRequested = STOPPED.equals(task.desiredStatus());
    State state = state(task.lastStatus(), stopRequested);
    boolean ended = state == State.STOPPED;
    Optional<Instant> startedAt = Optional.ofNullable(task.startedAt());
    Optional<String> stopCode = Optional.ofNullable(task.stopCodeAsString());
    OptionalInt exitCode = exitCode(containers(task, MAIN_CONTAINERS));
    return new TaskObservation(
        task.taskArn(),
        task.taskDefinitionArn(),
        state,
        stopRequested,
        task.healthStatus() == HealthStatus.HEALTHY,
        privateIp(task),
        Optional.ofNullable(task.pullStartedAt()),
        startedAt,
        Optional.ofNullable(task.stoppedAt()),
        ended
            ? ReleaseExit.of(task)
                .or(() -> Optional.of(TaskFailureClassifier.of(end(task, stopCode, exitCode))))
            : Optional.empty(),
        size(task),
        ended ? TaskFailureClassifier.exitCode(exitCode, startedAt, stopCode) : exitCode);
  }

  /** As "Task lifecycle" in the ECS developer guide names the states. */
  static State state(String lastStatus, boolean stopRequested) {
    return switch (lastStatus == null ? "" : lastStatus) {
      case "PROVISIONING", "PENDING", "ACTIVATING" -> State.PREPARING;
      case "RUNNING" -> State.RUNNING;
      case "DEACTIVATING", "STOPPING", "DEPROVISIONING" -> State.ENDING;
      case STOPPED, "DELETED" -> State.STOPPED;
      // A state that ECS may add: a later look sees one that is known.
      default -> stopRequested ? State.ENDING : State.PREPARING;
    };
  }

  private static Optional<String> privateIp(Task task) {
    Stream<String> attached =
        task.attachments().stream()
            .flatMap(attachment -> attachment.details().stream())
            .filter(detail -> "privateIPv4Address".equals(detail.name()))
            .map(KeyValuePair::value);
    Stream<String> ofContainers =
        task.containers().stream()
            .flatMap(container -> container.networkInterfaces().stream())
            .map(NetworkInterface::privateIpv4Address);
    return Stream.concat(attached, ofContainers)
        .filter(address -> address != null && !address.isEmpty())
        .findFirst();
  }

  private static TaskEnd end(Task task, Optional<String> stopCode, OptionalInt exitCode) {
    OptionalInt prepared = exitCode(containers(task, Set.of(ServerTask.PREPARE)));
    // Such as that it had no memory left.
    Optional<String> failed =
        containers(task, prepared.orElse(0) == 0 ? MAIN_CONTAINERS : Set.of(ServerTask.PREPARE))
            .map(Container::reason)
            .filter(Objects::nonNull)
            .findFirst();
    Optional<String> stoppedReason = Optional.ofNullable(task.stoppedReason());
    return new TaskEnd(stopCode, stoppedReason, failed, exitCode, prepared);
  }

  /** ECS writes both as text, "1024" and "2048" for instance. */
  private static Optional<TaskSize> size(Task task) {
    return task.cpu() == null || task.memory() == null
        ? Optional.empty()
        : Optional.of(new TaskSize(Integer.parseInt(task.cpu()), Integer.parseInt(task.memory())));
  }

  private static OptionalInt exitCode(Stream<Container> containers) {
    return containers
        .filter(container -> container.exitCode() != null)
        .mapToInt(Container::exitCode)
        .findFirst();
  }

  private static Stream<Container> containers(Task task, Set<String> names) {
    return task.containers().stream().filter(container -> names.contains(container.name()));
  }
}
