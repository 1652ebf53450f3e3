/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.instance.TaskObservation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task that ended, as an event says it ("Amazon ECS task state change events" in the ECS
 * developer guide: its detail is shaped like the API's {@code Task}). An ended task changes no
 * more, so this holds however late the event comes.
 */
public final class StoppedTask {
  private static final String STOPPED = "STOPPED";

  private StoppedTask() {}

  /**
   * @param detail of the event
   * @return empty for a task that has not ended, and for an event without what is needed
   */
  public static Optional<TaskObservation> in(JsonNode detail) {
    boolean stopped =
        text(detail, "lastStatus").filter(STOPPED::equals).isPresent()
            && text(detail, "taskArn").isPresent()
            && text(detail, "taskDefinitionArn").isPresent()
            && time(detail, "stoppedAt").isPresent();
    return stopped ? Optional.of(ObservedTask.of(task(detail))) : Optional.empty();
  }

  private static Task task(JsonNode detail) {
    Task.Builder task =
        Task.builder()
            .lastStatus(STOPPED)
            .desiredStatus(STOPPED)
            .containers(containers(detail.path("containers")));
    text(detail, "taskArn").ifPresent(task::taskArn);
    text(detail, "taskDefinitionArn").ifPresent(task::taskDefinitionArn);
    text(detail, "cpu").ifPresent(task::cpu);
    text(detail, "memory").ifPresent(task::memory);
    text(detail, "stopCode").ifPresent(code -> task.stopCode(code));
    text(detail, "stoppedReason").ifPresent(task::stoppedReason);
    time(detail, "pullStartedAt").ifPresent(task::pullStartedAt);
    time(detail, "startedAt").ifPresent(task::startedAt);
    time(detail, "stoppedAt").ifPresent(task::stoppedAt);
    return task.build();
  }

  private static List<Container> containers(JsonNode containers) {
    return StreamSupport.stream(containers.spliterator(), false)
        .map(StoppedTask::container)
        .toList();
  }

  private static Container container(JsonNode json) {
    Container.Builder container = Container.builder();
    text(json, "name").ifPresent(container::name);
    text(json, "reason").ifPresent(container::reason);
    if (json.path("exitCode").isInt()) {
      container.exitCode(json.path("exitCode").asInt());
    }
    return container.build();
  }

  private static Optional<Instant> time(JsonNode object, String field) {
    try {
      return text(object, field).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode object, String field) {
    return Optional.ofNullable(object.path(field).textValue());
  }
}
