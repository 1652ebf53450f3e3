package dev.foundryhosting.functions.taskevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.ResourceNames;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an {@code ECS Task State Change} event ("Amazon ECS task state change events" in the ECS
 * developer guide) says of whose task it is. Nothing else of it is used: events come late, twice
 * and in any order, so the reconciler asks ECS itself.
 *
 * @param taskArn the task
 * @param group of the task; for a task that nobody grouped, {@code family:} and its definition's
 *     family
 */
record TaskChange(Optional<String> taskArn, Optional<String> group) {
  private static final String FAMILY = "family:";
  private static final List<String> OUR_FAMILIES =
      List.of(ResourceNames.SERVER_FAMILY_PREFIX, ResourceNames.WIPE_FAMILY_PREFIX);

  /** The change in an event; empty when the event is about something else. */
  static Optional<TaskChange> in(JsonNode event) {
    boolean taskState =
        event.path("source").asText().equals("aws.ecs")
            && event.path("detail-type").asText().equals("ECS Task State Change");
    JsonNode detail = event.path("detail");
    return taskState
        ? Optional.of(new TaskChange(text(detail, "taskArn"), text(detail, "group")))
        : Optional.empty();
  }

  /**
   * The user whose task it is; empty when it is not one of ours.
   *
   * @param byTask who has a task on record; asked only when the family does not tell
   */
  Optional<UserId> user(Function<String, Optional<UserId>> byTask) {
    return familyUser().or(() -> taskArn.flatMap(byTask));
  }

  private Optional<UserId> familyUser() {
    return group
        .filter(name -> name.startsWith(FAMILY))
        .map(name -> name.substring(FAMILY.length()))
        .flatMap(
            family ->
                OUR_FAMILIES.stream()
                    .filter(family::startsWith)
                    .findFirst()
                    .flatMap(prefix -> userId(family.substring(prefix.length()))));
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
