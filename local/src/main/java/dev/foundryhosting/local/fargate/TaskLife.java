/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.fargate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.local.emulator.EcsTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The next change in the life of a Fargate task, and when it is due: a pure function of the task
 * and of how long it is in its state. States as in "Amazon ECS task lifecycle".
 *
 * <p>A server runs until it is stopped; any other task runs for a moment and ends with success.
 *
 * @param factor what all durations are multiplied by: 1 for a person who watches, less for a
 *     machine. On AWS provisioning takes about 15 s, and a first boot minutes.
 */
record TaskLife(double factor) {
  private static final int PROVISIONING = 600;
  private static final int PULLING = 1500;
  private static final int BOOTING = 1500;
  private static final int DRAINING = 1200;
  private static final int DEPROVISIONING = 300;
  private static final int ONE_OFF = 500;

  /**
   * The change that is due, as fields for the emulator; empty while the task stays as it is.
   *
   * @param inState for how long the task is in its state
   */
  Optional<ObjectNode> next(EcsTask task, Duration inState, Instant now) {
    boolean stopping = task.desiredStatus().equals("STOPPED");
    return switch (task.status()) {
      case "PROVISIONING" ->
          stopping
              ? Optional.of(to("DEPROVISIONING"))
              : after(PROVISIONING, inState, to("PENDING").put("pullStartedAt", now.toString()));
      case "PENDING" ->
          stopping
              ? Optional.of(to("DEPROVISIONING"))
              : after(PULLING, inState, running(task, now));
      case "RUNNING" -> whileRunning(task, stopping, inState, now);
      case "DEACTIVATING" -> Optional.of(to("STOPPING"));
      case "STOPPING" -> after(DRAINING, inState, ended(task, now));
      case "DEPROVISIONING" ->
          after(DEPROVISIONING, inState, to("STOPPED").put("stoppedAt", now.toString()));
      default -> Optional.empty();
    };
  }

  private Optional<ObjectNode> whileRunning(
      EcsTask task, boolean stopping, Duration inState, Instant now) {
    if (stopping) {
      // The target leaves the load balancer before SIGTERM.
      return Optional.of(to("DEACTIVATING"));
    }
    if (!task.isServer()) {
      return after(
          ONE_OFF,
          inState,
          ended(task, now)
              .put("desiredStatus", "STOPPED")
              .put("stopCode", "EssentialContainerExited")
              .put("stoppedReason", "Essential container in task exited")
              .put("stoppingAt", now.toString()));
    }
    return task.isHealthy() ? Optional.empty() : after(BOOTING, inState, healthy());
  }

  /** All containers run; a server's init containers have ended. */
  private static ObjectNode running(EcsTask task, Instant now) {
    ObjectNode running =
        to("RUNNING").put("pullStoppedAt", now.toString()).put("startedAt", now.toString());
    return task.isServer()
        ? withEnded(running, task, name -> !name.equals(EcsTask.SERVER))
        : running;
  }

  private static ObjectNode healthy() {
    ObjectNode healthy = Json.object().put("healthStatus", "HEALTHY");
    healthy
        .putArray("containers")
        .addObject()
        .put("name", EcsTask.SERVER)
        .put("healthStatus", "HEALTHY");
    return healthy;
  }

  private static ObjectNode ended(EcsTask task, Instant now) {
    ObjectNode ended = to("DEPROVISIONING").put("executionStoppedAt", now.toString());
    return withEnded(ended, task, name -> true);
  }

  private static ObjectNode withEnded(ObjectNode change, EcsTask task, Predicate<String> which) {
    task.containers().stream()
        .filter(which)
        .forEach(
            name ->
                change
                    .withArray("containers")
                    .addObject()
                    .put("name", name)
                    .put("lastStatus", "STOPPED")
                    .put("exitCode", 0));
    return change;
  }

  private Optional<ObjectNode> after(int millis, Duration inState, ObjectNode change) {
    return inState.toMillis() < Math.round(millis * factor)
        ? Optional.empty()
        : Optional.of(change);
  }

  private static ObjectNode to(String status) {
    return Json.object().put("lastStatus", status);
  }
}
