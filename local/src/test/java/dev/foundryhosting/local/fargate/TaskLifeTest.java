/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.emulator.EcsTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskLifeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TaskLife life = new TaskLife(1);

  @Test
  void aServerGoesThroughAllStatesAndThenServes() {
    ObjectNode task = task("prepare", "server");
    assertThat(walk(task)).containsExactly("PENDING", "RUNNING", "healthy");
    assertThat(life.next(new EcsTask(task), LONG, NOW)).isEmpty();
  }

  @Test
  void itsInitContainerHasEndedWhenItRuns() {
    ObjectNode running =
        life.next(new EcsTask(task("prepare", "server").put("lastStatus", "PENDING")), LONG, NOW)
            .orElseThrow();
    assertThat(running.path("containers").toString())
        .isEqualTo("[{\"name\":\"prepare\",\"lastStatus\":\"STOPPED\",\"exitCode\":0}]");
    assertThat(running.path("startedAt").asText()).isEqualTo("2026-11-23T12:00:00Z");
  }

  @Test
  void aStoppedServerDrainsBeforeItsContainersEnd() {
    ObjectNode task = task("prepare", "server");
    walk(task);
    task.put("desiredStatus", "STOPPED");
    assertThat(walk(task)).containsExactly("DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED");
  }

  @Test
  void aServerThatIsStoppedBeforeItRanNeverRuns() {
    ObjectNode task = task("prepare", "server").put("desiredStatus", "STOPPED");
    assertThat(walk(task)).containsExactly("DEPROVISIONING", "STOPPED");
  }

  @Test
  void aOneOffTaskEndsByItselfWithSuccess() {
    ObjectNode task = task("release-cache");
    assertThat(walk(task)).containsExactly("PENDING", "RUNNING", "DEPROVISIONING", "STOPPED");
    assertThat(task.path("stopCode").asText()).isEqualTo("EssentialContainerExited");
    assertThat(task.path("containers").path(0).path("exitCode").asInt(-1)).isZero();
  }

  @Test
  void nothingHappensBeforeItsTime() {
    assertThat(life.next(new EcsTask(task("server")), Duration.ofMillis(10), NOW)).isEmpty();
  }

  /** The states in which it ends up, one after the other, until nothing is due any more. */
  private List<String> walk(ObjectNode task) {
    List<String> states = new ArrayList<>();
    Optional<ObjectNode> next = life.next(new EcsTask(task), LONG, NOW);
    while (next.isPresent()) {
      states.add(next.get().path("lastStatus").asText("healthy"));
      merge(next.get(), task);
      next = life.next(new EcsTask(task), LONG, NOW);
    }
    return states;
  }

  /** As the emulator does: containers by their names. */
  private static void merge(ObjectNode change, ObjectNode task) {
    ObjectNode others = change.deepCopy();
    others.remove("containers");
    task.setAll(others);
    for (JsonNode changed : change.path("containers")) {
      for (JsonNode container : task.path("containers")) {
        if (container.path("name").equals(changed.path("name"))) {
          ((ObjectNode) container).setAll((ObjectNode) changed);
        }
      }
    }
  }

  static ObjectNode task(String... containers) {
    ObjectNode task =
        JsonNodeFactory.instance
            .objectNode()
            .put("lastStatus", "PROVISIONING")
            .put("desiredStatus", "RUNNING")
            .put("healthStatus", "UNKNOWN");
    for (String name : containers) {
      task.withArray("containers").addObject().put("name", name).put("healthStatus", "UNKNOWN");
    }
    return task;
  }
}
