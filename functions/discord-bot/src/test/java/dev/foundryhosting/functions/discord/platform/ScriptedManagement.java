/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.ApiJson;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.lambda.SampleAnswers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The platform for tests: it answers by a script, with the last answer of an action for ever. */
public final class ScriptedManagement implements Management {
  private final Map<String, Deque<Supplier<ObjectNode>>> answers = new HashMap<>();
  private final List<ObjectNode> requests = new ArrayList<>();

  /** The data of the next answer to an action, as far as it matters; quotes may be single. */
  public ScriptedManagement answers(String action, String json) {
    ObjectNode data = Json.parse("data", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return answer(action, () -> data);
  }

  public ScriptedManagement refuses(String action, ErrorCode code) {
    return refuses(action, code, "Refused: " + code + ".");
  }

  public ScriptedManagement refuses(String action, ErrorCode code, String message) {
    return answer(
        action,
        () -> {
          throw new PlatformException(code, message);
        });
  }

  /** The action breaks by a defect. */
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
  public <A extends Record> A perform(ActionRequest<?, A> request) {
    requests.add(ApiJson.request(request));
    Deque<Supplier<ObjectNode>> script = answers.get(request.action().name());
    if (script == null) {
      throw new PlatformException(ErrorCode.UNKNOWN_ACTION, "There is no such action.");
    }
    ObjectNode data = (script.size() > 1 ? script.poll() : script.peek()).get();
    return SampleAnswers.of(request.action().answer(), data);
  }

  private ScriptedManagement answer(String action, Supplier<ObjectNode> answer) {
    answers.computeIfAbsent(action, a -> new ArrayDeque<>()).add(answer);
    return this;
  }
}
