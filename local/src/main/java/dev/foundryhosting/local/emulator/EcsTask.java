/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.platform.Tags;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;

/**
 * An ECS task with its tags.
 *
 * @param json as DescribeTasks shows it, with times in ISO-8601
 */
public record EcsTask(ObjectNode json) {
  /** The container of a task that serves players. */
  public static final String SERVER = "server";

  /** The container of a task that downloads a release. */
  public static final String RELEASE = "release";

  public String arn() {
    return text(json, "taskArn");
  }

  public String definitionArn() {
    return text(json, "taskDefinitionArn");
  }

  public String status() {
    return text(json, "lastStatus");
  }

  public String desiredStatus() {
    return text(json, "desiredStatus");
  }

  public boolean isHealthy() {
    return text(json, "healthStatus").equals("HEALTHY");
  }

  /** Empty while the task is not stopped. */
  public String stoppedReason() {
    return text(json, "stoppedReason");
  }

  /** When the image was first pulled, which starts the metering. */
  public Instant pullStartedAt() {
    return Instant.parse(text(json, "pullStartedAt"));
  }

  public Instant stoppedAt() {
    return Instant.parse(text(json, "stoppedAt"));
  }

  /** The user in the task's tags; empty when it has none. */
  public String user() {
    return value(json, "tags", "key", Tags.USER, "value");
  }

  public boolean isOf(UserId user) {
    return user().equals(user.value());
  }

  /** The private address; empty before the task has one. */
  public String address() {
    JsonNode networkInterface = json.path("attachments").path(0);
    return value(networkInterface, "details", "name", "privateIPv4Address", "value");
  }

  public List<String> containers() {
    return json.path("containers").valueStream().map(each -> text(each, "name")).toList();
  }

  /** Whether the task serves players; any other does one job and ends. */
  public boolean isServer() {
    return containers().contains(SERVER);
  }

  /** Whether the task downloads a release into the cache before anything else. */
  public boolean downloads() {
    return containers().contains(RELEASE);
  }

  public String image() {
    return value(json, "containers", "name", isServer() ? SERVER : RELEASE, "image");
  }

  /** A field of the one in a list that a name belongs to; empty when there is none. */
  private static String value(
      JsonNode node, String list, String nameField, String name, String field) {
    return node.path(list)
        .valueStream()
        .filter(each -> text(each, nameField).equals(name))
        .map(each -> text(each, field))
        .findFirst()
        .orElse("");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
