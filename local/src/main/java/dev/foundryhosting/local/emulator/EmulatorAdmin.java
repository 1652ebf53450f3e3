package dev.foundryhosting.local.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The emulator's admin endpoints, through which the stand-ins tell it what Fargate and the load
 * balancer would have seen; {@code local/emulator/README.md} describes them.
 */
public final class EmulatorAdmin {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final URI endpoint;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  public EmulatorAdmin(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** All ECS tasks as DescribeTasks shows them, with their tags and with times in ISO-8601. */
  public List<JsonNode> tasks() {
    List<JsonNode> tasks = new ArrayList<>();
    send("GET", "ecs/tasks", null).get("tasks").forEach(tasks::add);
    return tasks;
  }

  /** Merges fields into a task and answers with what it is then. */
  public JsonNode updateTask(String taskArn, ObjectNode fields) {
    String arn = URLEncoder.encode(taskArn, StandardCharsets.UTF_8);
    return send("PUT", "ecs/tasks?arn=" + arn, fields);
  }

  /** Tells what the load balancer's checks of a target found. */
  public void targetHealth(String targetGroupArn, String targetId, String state) {
    ObjectNode health =
        json.createObjectNode()
            .put("targetGroupArn", targetGroupArn)
            .put("targetId", targetId)
            .put("state", state);
    JsonNode unused = send("PUT", "elbv2/health", health);
  }

  private JsonNode send(String method, String path, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve("/_emulator/" + path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new EmulatorRefused(
            "The emulator answered %d to %s %s: %s"
                .formatted(answer.statusCode(), method, path, answer.body()));
      }
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the emulator", e);
    }
  }

  /** The emulator would not do it: what was asked about is gone, or the request is wrong. */
  public static final class EmulatorRefused extends RuntimeException {
    private EmulatorRefused(String message) {
      super(message);
    }
  }
}
