package dev.foundryhosting.local.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.local.functions.FunctionHost;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Asks the platform exactly as the bot does: by invoking {@code instance-management}. */
@Singleton
public class Platform {
  private static final String FUNCTION = "instance-management";

  /** Who asks for what only administrators may. */
  static final String OPERATOR = "operator";

  private static final int PAGE = 100;

  private final FunctionHost functions;
  private final ObjectMapper json;

  Platform(FunctionHost functions, ObjectMapper json) {
    this.functions = functions;
    this.json = json;
  }

  /**
   * Does one action as the user themself.
   *
   * @param request further fields; must hold {@code userId}
   */
  public JsonNode act(String action, ObjectNode request) {
    return read(
        functions.invoke(
            FUNCTION, bytes(by(request.path("userId").asText(), false, action, request))));
  }

  /** Does one action that only an administrator may do. */
  public JsonNode operate(String action, ObjectNode request) {
    return read(functions.invoke(FUNCTION, bytes(by(OPERATOR, true, action, request))));
  }

  /** Reads something as the user themself, without a word; its data, which is empty on an error. */
  JsonNode ask(String action, String userId) {
    ObjectNode request = json.createObjectNode().put("userId", userId);
    return read(functions.ask(FUNCTION, bytes(by(userId, false, action, request)))).path("data");
  }

  /** As {@link #ask}, about anybody. */
  JsonNode askAsOperator(String action, String userId) {
    ObjectNode request = json.createObjectNode().put("userId", userId);
    return look(action, request).path("data");
  }

  /** Asks as an operator, without a word; the whole answer. */
  JsonNode look(String action, ObjectNode request) {
    return read(functions.ask(FUNCTION, bytes(by(OPERATOR, true, action, request))));
  }

  /** All instances, as an operator sees them. */
  public Listing instances() {
    List<JsonNode> instances = new ArrayList<>();
    String cursor = null;
    do {
      ObjectNode request = json.createObjectNode().put("userId", OPERATOR).put("limit", PAGE);
      if (cursor != null) {
        request.put("cursor", cursor);
      }
      JsonNode answer = look("list-all", request);
      if (!answer.path("ok").asBoolean()) {
        return new Listing(List.of(), answer.path("error").path("message").asText("unknown"));
      }
      answer.path("data").path("instances").forEach(instances::add);
      cursor = answer.path("data").path("cursor").asText(null);
    } while (cursor != null);
    return new Listing(instances, null);
  }

  private static ObjectNode by(String actor, boolean admin, String action, ObjectNode request) {
    request.put("action", action);
    request.putObject("actor").put("userId", actor).put("admin", admin);
    return request;
  }

  /** The function's answer; a failure of the function itself in the shape of its own errors. */
  private JsonNode read(FunctionHost.Answer answer) {
    try {
      JsonNode payload = json.readTree(answer.payload());
      if (answer.error().isEmpty()) {
        return payload;
      }
      ObjectNode failed = json.createObjectNode().put("ok", false);
      failed
          .putObject("error")
          .put("code", "FUNCTION_FAILED")
          .put("message", payload.path("errorMessage").asText())
          .put("retryable", true);
      return failed;
    } catch (IOException e) {
      throw new UncheckedIOException(FUNCTION + " did not answer with JSON", e);
    }
  }

  private byte[] bytes(ObjectNode request) {
    try {
      return json.writeValueAsBytes(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param instances in the shape of the contract
   * @param problem why they could not be listed; null when they could
   */
  public record Listing(List<JsonNode> instances, String problem) {}
}
