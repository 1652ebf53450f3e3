/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.lambda.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * The emulator's admin endpoints, which take what Fargate and the load balancer observe on AWS;
 * {@code local/emulator/README.md} describes them.
 */
public final class EmulatorAdmin {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  public EmulatorAdmin(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** All tasks. */
  public List<EcsTask> tasks() {
    return send("GET", "ecs/tasks", "")
        .get("tasks")
        .valueStream()
        .map(task -> new EcsTask((ObjectNode) task))
        .toList();
  }

  /** Merges fields into a task and returns the result. */
  public EcsTask updateTask(String taskArn, ObjectNode fields) {
    String arn = URLEncoder.encode(taskArn, UTF_8);
    return new EcsTask(send("PUT", "ecs/tasks?arn=" + arn, fields.toString()));
  }

  /** Sets the state of a target, as the load balancer's health checks do. */
  public void targetHealth(String targetGroupArn, String targetId, String state) {
    ObjectNode health =
        Json.object()
            .put("targetGroupArn", targetGroupArn)
            .put("targetId", targetId)
            .put("state", state);
    ObjectNode unused = send("PUT", "elbv2/health", health.toString());
  }

  private ObjectNode send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/_emulator/" + path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer = http.sendAsync(request, BodyHandlers.ofByteArray()).join();
    if (answer.statusCode() != 200) {
      throw new EmulatorRefused(
          "The emulator answered %d to %s %s: %s"
              .formatted(answer.statusCode(), method, path, new String(answer.body(), UTF_8)));
    }
    return Json.parse("the emulator's answer", answer.body());
  }

  /** The emulator refuses: the task or target is gone, or the request is wrong. */
  public static final class EmulatorRefused extends RuntimeException {
    private EmulatorRefused(String message) {
      super(message);
    }
  }
}
