/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.taskevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.aws.ecs.StoppedTask;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The task of an {@code ECS Task State Change} event ("Amazon ECS task state change events" in the
 * ECS developer guide). Events come late, twice and in any order, so the reconciler asks ECS for
 * the state itself; only that a task ended holds for good.
 *
 * @param group the task's; by default {@code family:} and the family of its definition
 * @param ended the task, if it ended
 * @param said what ECS says of its end, for the log
 */
record TaskChange(
    Optional<String> taskArn,
    Optional<String> group,
    Optional<TaskObservation> ended,
    String said) {
  private static final String FAMILY = "family:" + ResourceNames.SERVER_FAMILY_PREFIX;

  /** The change in an event; empty when the event is about something else. */
  static Optional<TaskChange> in(JsonNode event) {
    boolean taskState =
        event.path("source").asText().equals("aws.ecs")
            && event.path("detail-type").asText().equals("ECS Task State Change");
    JsonNode detail = event.path("detail");
    return taskState
        ? Optional.of(
            new TaskChange(
                text(detail, "taskArn"),
                text(detail, "group"),
                StoppedTask.in(detail),
                said(detail)))
        : Optional.empty();
  }

  /**
   * The task's user; empty when it is not the platform's.
   *
   * @param byTask finds the user by the record; called only when the family names none
   */
  Optional<UserId> user(Function<String, Optional<UserId>> byTask) {
    return familyUser().or(() -> taskArn.flatMap(byTask));
  }

  private static String said(JsonNode detail) {
    String task = text(detail, "stopCode").orElse("-");
    Stream<String> containers =
        StreamSupport.stream(detail.path("containers").spliterator(), false)
            .map(
                each ->
                    "%s: exit code %s%s"
                        .formatted(
                            each.path("name").asText(),
                            each.path("exitCode").asText("-"),
                            text(each, "reason").map(why -> ", " + why).orElse("")));
    return Stream.concat(
            Stream.of(task + ", " + text(detail, "stoppedReason").orElse("-")), containers)
        .collect(Collectors.joining("; "));
  }

  private Optional<UserId> familyUser() {
    return group
        .filter(name -> name.startsWith(FAMILY))
        .flatMap(name -> userId(name.substring(FAMILY.length())));
  }

  private static Optional<UserId> userId(String text) {
    try {
      return Optional.of(new UserId(text));
    } catch (PlatformException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode object, String field) {
    return Optional.ofNullable(object.path(field).textValue()).filter(text -> !text.isEmpty());
  }
}
