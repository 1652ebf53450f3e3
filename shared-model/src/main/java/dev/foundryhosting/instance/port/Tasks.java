/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.TaskDefinition;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.license.License;
import dev.foundryhosting.platform.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: containers that run by themselves (ECS on Fargate). Every method can be repeated. */
public interface Tasks {
  /**
   * Makes sure that exactly one active definition of the user's server stands, made from the record
   * and the licence. The definition on the record is returned as it is when it was made from the
   * same.
   *
   * @param license whose credentials the server uses; its secret may be another user's
   */
  TaskDefinition ensureServerDefinition(Instance instance, License license);

  /** Removes all definitions of a user; does nothing where there are none. */
  void removeDefinitions(UserId user);

  /**
   * Starts a task, or finds the one that was started with this token before.
   *
   * @param token at most 36 characters; one token starts one task, however often it is used
   * @param user becomes a tag
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} when ECS cannot
   *     place it now
   */
  TaskObservation run(String definitionArn, String token, UserId user);

  /** The task of a user's server with this token, if it runs or ended a short while ago. */
  Optional<TaskObservation> findServer(UserId user, String token);

  /**
   * What ECS knows of a task; empty when it does not know it. It forgets ended tasks, and may not
   * show a live one for a while: one empty answer proves nothing.
   *
   * @throws dev.foundryhosting.error.PlatformException {@code DEPENDENCY_FAILED} also when ECS
   *     knows it but cannot describe it now
   */
  Optional<TaskObservation> observe(String taskArn);

  /**
   * What ECS knows of many tasks, in as few calls as that takes.
   *
   * @return by task; of a missing one nothing is known, and only {@link #observe} says why
   */
  Map<String, TaskObservation> observeAll(List<String> taskArns);

  /**
   * Asks a task to end; changes nothing when it ended.
   *
   * @param reason for people who read the task's history
   * @return what ECS knows of the task; empty when it does not know it
   */
  Optional<TaskObservation> stop(String taskArn, String reason);
}
