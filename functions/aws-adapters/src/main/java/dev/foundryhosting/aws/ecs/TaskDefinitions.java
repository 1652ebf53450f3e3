/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.aws.AwsCall;
import dev.foundryhosting.aws.AwsTags;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The registered task definitions of a family, which is one user's: one is active. */
final class TaskDefinitions {
  private static final int DELETED_AT_ONCE = 10;

  private final EcsClient ecs;

  TaskDefinitions(EcsClient ecs) {
    this.ecs = ecs;
  }

  TaskDefinition ensure(TaskSpec spec) {
    return AwsCall.of(
        "register the task definition",
        () -> {
          List<String> newestFirst = definitions(spec.family(), TaskDefinitionStatus.ACTIVE);
          Map<String, String> tags =
              newestFirst.isEmpty() ? Map.of() : tags(newestFirst.getFirst());
          if (!newestFirst.isEmpty() && !belongsTo(spec.user(), tags)) {
            throw PlatformException.dependency(
                ("Could not register the task definition: there is a family named %s that is not the"
                        + " platform's.")
                    .formatted(spec.family()),
                false);
          }
          if (spec.fingerprint().equals(tags.get(Tags.FINGERPRINT))) {
            deregister(newestFirst.subList(1, newestFirst.size()));
            return new TaskDefinition(newestFirst.getFirst(), spec.fingerprint());
          }
          var registered =
              ecs.registerTaskDefinition(TaskDefinitionRequest.of(spec)).taskDefinition();
          String arn = registered.taskDefinitionArn();
          deregister(
              follows(registered.revision(), newestFirst)
                  ? newestFirst
                  : definitions(spec.family(), TaskDefinitionStatus.ACTIVE).stream()
                      .filter(each -> !each.equals(arn))
                      .toList());
          return new TaskDefinition(arn, spec.fingerprint());
        });
  }

  /**
   * Whether a revision is the next one. If not, the SDK may have repeated a registration whose
   * answer was lost.
   */
  private static boolean follows(int revision, List<String> newestFirst) {
    return newestFirst.isEmpty()
        ? revision == 1
        : newestFirst.getFirst().endsWith(":" + (revision - 1));
  }

  /** Removes a family, if it is the user's. */
  void remove(String family, UserId user) {
    AwsCall.run(
        "remove the task definitions",
        () -> {
          List<String> active = definitions(family, TaskDefinitionStatus.ACTIVE);
          if (!active.isEmpty() && !belongsTo(user, tags(active.getFirst()))) {
            return;
          }
          deregister(active);
          List<String> inactive =
              Stream.concat(
                      // The list may not show yet what was deregistered just now.
                      active.stream(), definitions(family, TaskDefinitionStatus.INACTIVE).stream())
                  .distinct()
                  .toList();
          for (int from = 0; from < inactive.size(); from += DELETED_AT_ONCE) {
            delete(inactive.subList(from, Math.min(inactive.size(), from + DELETED_AT_ONCE)));
          }
        });
  }

  private List<String> definitions(String family, TaskDefinitionStatus status) {
    return ecs
        .listTaskDefinitionsPaginator(
            list -> list.familyPrefix(family).status(status).sort(SortOrder.DESC))
        .taskDefinitionArns()
        .stream()
        .toList();
  }

  /** An operator may have a family of that name: the newest definition's tags tell. */
  private static boolean belongsTo(UserId user, Map<String, String> tags) {
    return AwsTags.owner(tags).filter(user::equals).isPresent();
  }

  private Map<String, String> tags(String definitionArn) {
    return ecs
        .describeTaskDefinition(
            describe -> describe.taskDefinition(definitionArn).include(TaskDefinitionField.TAGS))
        .tags()
        .stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private void deregister(List<String> arns) {
    arns.forEach(arn -> ecs.deregisterTaskDefinition(each -> each.taskDefinition(arn)));
  }

  private void delete(List<String> arns) {
    for (Failure failure : ecs.deleteTaskDefinitions(d -> d.taskDefinitions(arns)).failures()) {
      if (!"MISSING".equals(failure.reason())) {
        throw PlatformException.dependency(
            "Could not remove the task definitions: ECS answered %s.".formatted(failure.reason()),
            true);
      }
    }
  }
}
