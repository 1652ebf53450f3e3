package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The platform for tests: it answers what it was told, the last answer of an action for ever. */
public final class ScriptedManagement implements Management {
  private final Map<String, Deque<Supplier<JsonNode>>> answers = new HashMap<>();
  private final List<ObjectNode> requests = new ArrayList<>();

  /** The data of the next answer to an action; quotes may be single. */
  public ScriptedManagement answers(String action, String json) {
    ObjectNode data = Json.parse("data", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return answer(action, () -> data);
  }

  public ScriptedManagement refuses(String action, ErrorCode code) {
    return refuses(action, code, code.operatorText());
  }

  public ScriptedManagement refuses(String action, ErrorCode code, String message) {
    return answer(
        action,
        () -> {
          throw new PlatformException(code, message);
        });
  }

  /** The action breaks in a way that nobody foresaw. */
  public ScriptedManagement breaks(String action, RuntimeException defect) {
    return answer(
        action,
        () -> {
          throw defect;
        });
  }

  /** What was asked, in its order. */
  public List<ObjectNode> requests() {
    return List.copyOf(requests);
  }

  /** How often an action was asked for. */
  public long count(String action) {
    return requests.stream().filter(r -> r.path("action").asText().equals(action)).count();
  }

  /** The one request of an action. */
  public ObjectNode request(String action) {
    List<ObjectNode> asked =
        requests.stream().filter(r -> r.path("action").asText().equals(action)).toList();
    if (asked.size() != 1) {
      throw new AssertionError(action + " was asked for " + asked.size() + " times");
    }
    return asked.getFirst();
  }

  @Override
  public JsonNode perform(ManagementRequest request) {
    requests.add(request.json());
    Deque<Supplier<JsonNode>> script = answers.get(request.action());
    if (script == null) {
      throw new PlatformException(ErrorCode.UNKNOWN_ACTION, "There is no such action.");
    }
    return (script.size() > 1 ? script.poll() : script.peek()).get();
  }

  private ScriptedManagement answer(String action, Supplier<JsonNode> answer) {
    answers.computeIfAbsent(action, a -> new ArrayDeque<>()).add(answer);
    return this;
  }
}
