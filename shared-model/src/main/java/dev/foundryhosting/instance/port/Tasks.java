package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: containers that run by themselves (ECS on Fargate). Every method can be repeated. */
public interface Tasks {
  /**
   * Makes sure that exactly one active task definition stands in the spec's family and that it has
   * the spec's fingerprint; older ones are deregistered.
   */
  TaskDefinition ensureDefinition(TaskSpec spec);

  /** Removes all task definitions of a family; does nothing where there are none. */
  void removeDefinitions(String family);

  /**
   * Starts a task, or finds the one that was started with this token before.
   *
   * @param definitionArn what to run
   * @param token at most 36 characters; one token starts one task, however often it is used
   * @param user becomes a tag
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when ECS cannot
   *     place it now
   */
  TaskObservation run(String definitionArn, String token, UserId user);

  /** The task that was started with a token, whether it still runs or ended a short while ago. */
  Optional<TaskObservation> findByToken(String family, String token);

  /** What ECS knows of a task; empty when it knows nothing of it (it forgets ended ones). */
  Optional<TaskObservation> observe(String taskArn);

  /**
   * What ECS knows of many tasks, in as few calls as that takes.
   *
   * @return by task; a task that ECS does not know is missing
   */
  Map<String, TaskObservation> observeAll(List<String> taskArns);

  /**
   * Asks a task to end; does nothing when it ended or ECS does not know it.
   *
   * @param reason for people who read the task's history; at most 255 characters
   */
  void stop(String taskArn, String reason);
}
