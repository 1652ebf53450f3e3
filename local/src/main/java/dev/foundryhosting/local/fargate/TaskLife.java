package dev.foundryhosting.local.fargate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What comes next in the life of a Fargate task, and when: a pure function of the task as ECS shows
 * it and of how long it is in that state. States as in "Amazon ECS task lifecycle".
 *
 * <p>A task with a container named {@code server} serves until it is stopped; any other runs for a
 * moment and ends by itself with success.
 */
final class TaskLife {
  static final String SERVER = "server";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Speed pace;

  TaskLife(Speed pace) {
    this.pace = pace;
  }

  /**
   * The change that is due, as fields for the emulator; empty while the task stays as it is.
   *
   * @param inState for how long it is as it is
   */
  Optional<ObjectNode> next(JsonNode task, Duration inState, Instant now) {
    boolean stopping = text(task, "desiredStatus").equals("STOPPED");
    return switch (text(task, "lastStatus")) {
      case "PROVISIONING" ->
          stopping ? neverRan() : after(pace.provisioning(), inState, pulling(now));
      case "PENDING" -> stopping ? neverRan() : after(pace.pulling(), inState, running(task, now));
      case "RUNNING" -> whileRunning(task, stopping, inState, now);
      case "DEACTIVATING" -> Optional.of(to("STOPPING"));
      case "STOPPING" -> after(pace.draining(), inState, ended(task, now));
      case "DEPROVISIONING" -> after(pace.leaving(), inState, stopped(now));
      default -> Optional.empty();
    };
  }

  /** Whether the task is one that serves, rather than one that does a job and ends. */
  static boolean serves(JsonNode task) {
    return container(task, SERVER).isPresent();
  }

  static Optional<JsonNode> container(JsonNode task, String name) {
    for (JsonNode container : task.path("containers")) {
      if (text(container, "name").equals(name)) {
        return Optional.of(container);
      }
    }
    return Optional.empty();
  }

  private Optional<ObjectNode> whileRunning(
      JsonNode task, boolean stopping, Duration inState, Instant now) {
    if (stopping) {
      // As after StopTask: the target leaves the load balancer's services before SIGTERM.
      return Optional.of(to("DEACTIVATING"));
    }
    if (!serves(task)) {
      return after(
          pace.wiping(),
          inState,
          ended(task, now)
              .put("desiredStatus", "STOPPED")
              .put("stopCode", "EssentialContainerExited")
              .put("stoppedReason", "Essential container in task exited")
              .put("stoppingAt", now.toString()));
    }
    return text(task, "healthStatus").equals("HEALTHY")
        ? Optional.empty()
        : after(pace.booting(), inState, healthy());
  }

  private static ObjectNode pulling(Instant now) {
    return to("PENDING").put("pullStartedAt", now.toString());
  }

  /** All containers run, except the ones that only prepare: those have ended before. */
  private static ObjectNode running(JsonNode task, Instant now) {
    ObjectNode running =
        to("RUNNING").put("pullStoppedAt", now.toString()).put("startedAt", now.toString());
    if (serves(task)) {
      for (JsonNode container : task.path("containers")) {
        if (!text(container, "name").equals(SERVER)) {
          running
              .withArray("containers")
              .addObject()
              .put("name", text(container, "name"))
              .put("lastStatus", "STOPPED")
              .put("exitCode", 0);
        }
      }
    }
    return running;
  }

  private static ObjectNode healthy() {
    ObjectNode healthy = JSON.objectNode().put("healthStatus", "HEALTHY");
    healthy.putArray("containers").addObject().put("name", SERVER).put("healthStatus", "HEALTHY");
    return healthy;
  }

  private static ObjectNode ended(JsonNode task, Instant now) {
    ObjectNode ended = to("DEPROVISIONING").put("executionStoppedAt", now.toString());
    for (JsonNode container : task.path("containers")) {
      ended
          .withArray("containers")
          .addObject()
          .put("name", text(container, "name"))
          .put("lastStatus", "STOPPED")
          .put("exitCode", 0);
    }
    return ended;
  }

  private static ObjectNode stopped(Instant now) {
    return to("STOPPED").put("stoppedAt", now.toString());
  }

  private static Optional<ObjectNode> neverRan() {
    return Optional.of(to("DEPROVISIONING"));
  }

  private static Optional<ObjectNode> after(Duration wait, Duration inState, ObjectNode change) {
    return inState.compareTo(wait) < 0 ? Optional.empty() : Optional.of(change);
  }

  private static ObjectNode to(String status) {
    return JSON.objectNode().put("lastStatus", status);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}
