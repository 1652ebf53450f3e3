package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foundryhosting.platform.ResourceNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An invocation in a few words, for the list of what happened.
 *
 * @param title the function and what was asked of it
 * @param detail what became of it
 * @param ok whether the function answered, and not with an error
 */
record InvocationSummary(String title, String detail, boolean ok) {
  private static final int LONGEST_DETAIL = 160;

  static InvocationSummary of(
      ObjectMapper json, String function, byte[] event, FunctionHost.Answer answer) {
    JsonNode request = read(json, new String(event, UTF_8));
    JsonNode response = read(json, answer.payload());
    boolean ok = answer.error().isEmpty() && response.path("ok").asBoolean(true);
    return new InvocationSummary(title(function, request), detail(answer, response), ok);
  }

  private static String title(String function, JsonNode request) {
    List<String> words = new ArrayList<>(List.of(function));
    for (String field : List.of("action", "userId")) {
      if (request.path(field).isTextual()) {
        words.add(request.path(field).asText());
      }
    }
    if (request.path("detail").has("lastStatus")) {
      words.add("task " + request.path("detail").path("lastStatus").asText());
    }
    if (request.path("work").isObject()) {
      words.add("work");
    }
    if (request.path("rawPath").isTextual()) {
      words.add("request");
    }
    if (request.path("source").asText().equals(ResourceNames.EVENT_BUS)) {
      words.add(request.path("detail-type").asText());
    }
    for (JsonNode message : request.path("Records")) {
      words.add("wake-up " + message.path("body").asText().replaceAll("[{}\"]|userId|:", ""));
    }
    return String.join(" · ", words);
  }

  private static String detail(FunctionHost.Answer answer, JsonNode response) {
    if (answer.error().isPresent()) {
      return response.path("errorMessage").asText();
    }
    JsonNode error = response.path("error");
    if (error.isObject()) {
      return error.path("code").asText() + ": " + error.path("message").asText();
    }
    JsonNode data = response.path("data");
    if (data.has("status")) {
      JsonNode phase = data.path("progress").path("phase");
      return data.path("status").asText() + (phase.isTextual() ? ", " + phase.asText() : "");
    }
    if (response.has("statusCode")) {
      return "status " + response.path("statusCode").asText();
    }
    return response.has("data") ? "ok" : shortened(counts(response));
  }

  /** {@code {"checked": 3, "stopped": 0}} as "checked 3": what is zero says nothing. */
  private static String counts(JsonNode response) {
    if (!response.isObject()) {
      return "";
    }
    List<String> told = new ArrayList<>();
    response
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              boolean nothing = value.isEmpty() && value.isContainerNode();
              if (!nothing && !value.asText().equals("0")) {
                told.add(field.getKey() + " " + (value.isValueNode() ? value.asText() : value));
              }
            });
    return told.isEmpty() ? "nothing to do" : String.join(", ", told);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + " ...";
  }

  private static JsonNode read(ObjectMapper json, String text) {
    try {
      JsonNode node = json.readTree(text);
      return node == null ? json.missingNode() : node;
    } catch (IOException e) {
      // A function may answer with anything; only its summary is poorer then.
      return json.missingNode();
    }
  }
}
