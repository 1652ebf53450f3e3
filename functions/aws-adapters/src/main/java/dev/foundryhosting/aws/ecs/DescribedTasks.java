/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import dev.foundryhosting.error.PlatformException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/**
 * DescribeTasks, which answers with the tasks and a failure for each of the others. {@code MISSING}
 * alone means that ECS does not know a task; any other reason says nothing of it ("API failures
 * error messages" in the ECS developer guide).
 */
final class DescribedTasks {
  private static final String MISSING = "MISSING";
  private static final int AT_ONCE = 100;

  private final EcsClient ecs;
  private final String cluster;

  DescribedTasks(EcsClient ecs, String cluster) {
    this.ecs = ecs;
    this.cluster = cluster;
  }

  /**
   * The tasks that ECS knows.
   *
   * @throws PlatformException {@code DEPENDENCY_FAILED} when ECS cannot describe one of them now
   */
  Stream<Task> known(List<String> arns, TaskField... more) {
    return described(arns, failure -> !isMissing(failure), List.of(more));
  }

  /**
   * All of the tasks.
   *
   * @throws PlatformException {@code DEPENDENCY_FAILED} when ECS does not know one of them (yet)
   */
  Stream<Task> all(List<String> arns) {
    return described(arns, failure -> true, List.of());
  }

  /** The tasks that ECS describes now; of the others nothing is known. */
  Stream<Task> shown(List<String> arns) {
    return described(arns, failure -> false, List.of());
  }

  private Stream<Task> described(
      List<String> arns, Predicate<Failure> fatal, List<TaskField> more) {
    return Stream.iterate(0, from -> from < arns.size(), from -> from + AT_ONCE)
        .map(from -> arns.subList(from, Math.min(arns.size(), from + AT_ONCE)))
        .flatMap(
            batch -> {
              DescribeTasksResponse answer =
                  ecs.describeTasks(each -> each.cluster(cluster).tasks(batch).include(more));
              answer.failures().stream().filter(fatal).findFirst().ifPresent(DescribedTasks::fail);
              return answer.tasks().stream();
            });
  }

  private static boolean isMissing(Failure failure) {
    return MISSING.equals(failure.reason());
  }

  private static void fail(Failure failure) {
    throw PlatformException.dependency(
        "Could not look at task %s: ECS answered %s.".formatted(failure.arn(), failure.reason()),
        true);
  }
}
