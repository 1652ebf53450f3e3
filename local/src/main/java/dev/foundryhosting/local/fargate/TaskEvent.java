/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.fargate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.local.emulator.EcsTask;
import dev.foundryhosting.local.stack.EmulatedStack;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * EventBridge's "ECS Task State Change", made from a task as DescribeTasks shows it. As on AWS
 * ("Amazon ECS task state change events") it has neither tags nor health.
 */
final class TaskEvent {
  private TaskEvent() {}

  static ObjectNode of(EcsTask task, Instant now) {
    ObjectNode event =
        Json.object()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", "ECS Task State Change")
            .put("source", "aws.ecs")
            .put("account", EmulatedStack.ACCOUNT)
            .put("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", EmulatedStack.REGION);
    event.putArray("resources").add(task.arn());
    event.set("detail", detail(task, now));
    return event;
  }

  private static ObjectNode detail(EcsTask task, Instant now) {
    ObjectNode detail = task.json().deepCopy();
    detail.remove(List.of("tags", "healthStatus"));
    // All times of a task are named so, such as startedAt.
    detail.properties().stream()
        .filter(field -> field.getKey().endsWith("At") && field.getValue().isTextual())
        .forEach(time -> time.setValue(inUtc(time.getValue())));
    detail.path("attachments").forEach(each -> ((ObjectNode) each).put("type", "eni"));
    detail.path("containers").forEach(each -> ((ObjectNode) each).remove("healthStatus"));
    return detail.put("updatedAt", now.toString());
  }

  private static JsonNode inUtc(JsonNode time) {
    return TextNode.valueOf(Instant.parse(time.textValue()).toString());
  }
}
