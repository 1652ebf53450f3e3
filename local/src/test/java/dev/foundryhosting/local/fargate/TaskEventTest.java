/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.emulator.EcsTask;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskEventTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.250Z");
  private static final String ARN = "arn:aws:ecs:eu-central-1:123456789012:task/c/1";

  @Test
  void anEventHasTheShapeThatEventBridgeSends() {
    JsonNode event = TaskEvent.of(new EcsTask(task()), NOW);
    assertThat(event.path("detail-type").asText()).isEqualTo("ECS Task State Change");
    assertThat(event.path("source").asText()).isEqualTo("aws.ecs");
    assertThat(event.path("time").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(event.path("resources").path(0).asText()).isEqualTo(ARN);
    assertThat(event.path("detail").path("taskArn").asText()).isEqualTo(ARN);
    assertThat(event.path("detail").path("updatedAt").asText()).isEqualTo(NOW.toString());
    assertThat(event.path("detail").path("attachments").path(0).path("type").asText())
        .isEqualTo("eni");
  }

  @Test
  void timesAreInstantsInUtc() {
    assertThat(TaskEvent.of(new EcsTask(task()), NOW).path("detail").path("startedAt").asText())
        .isEqualTo("2026-11-23T11:59:00.500Z");
  }

  @Test
  void itCarriesNeitherTagsNorHealthAsOnAws() {
    JsonNode detail = TaskEvent.of(new EcsTask(task()), NOW).path("detail");
    assertThat(detail.has("tags")).isFalse();
    assertThat(detail.has("healthStatus")).isFalse();
    assertThat(detail.path("containers").path(0).has("healthStatus")).isFalse();
  }

  private static ObjectNode task() {
    ObjectNode task =
        TaskLifeTest.task("server")
            .put("taskArn", ARN)
            .put("startedAt", "2026-11-23T12:59:00.5+01:00");
    task.putArray("tags").addObject().put("key", "a").put("value", "b");
    task.putArray("attachments").addObject().put("type", "ElasticNetworkInterface");
    return task;
  }
}
