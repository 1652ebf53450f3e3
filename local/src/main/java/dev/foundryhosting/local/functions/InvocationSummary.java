/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.platform.ResourceNames;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An invocation in a few words, for the list of what happened.
 *
 * @param title the function and its request
 * @param detail its result
 * @param ok whether the function answered, and not with an error
 */
record InvocationSummary(String title, String detail, boolean ok) {
  private static final int LONGEST_DETAIL = 160;

  static InvocationSummary of(String function, byte[] event, FunctionHost.Answer answer) {
    JsonNode response = read(answer.payload().getBytes(UTF_8));
    return new InvocationSummary(
        title(function, read(event)),
        detail(response),
        answer.error().isEmpty() && response.path("ok").asBoolean(true));
  }

  private static String title(String function, JsonNode event) {
    String task = event.at("/detail/lastStatus").asText("");
    boolean ofPlatform = event.path("source").asText("").equals(ResourceNames.EVENT_BUS);
    Stream<String> words =
        Stream.of(
            function,
            event.path("action").asText(""),
            event.path("userId").asText(""),
            task.isEmpty() ? "" : "task " + task,
            event.has("work") ? "work" : "",
            event.has("rawPath") ? "request" : "",
            ofPlatform ? event.path("detail-type").asText("") : "");
    Stream<String> wakeups =
        event
            .path("Records")
            .valueStream()
            .map(each -> each.path("body").asText("").replaceAll("[{}\"]|userId|:", ""))
            .map("wake-up "::concat);
    return Stream.concat(words, wakeups)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private static String detail(JsonNode response) {
    JsonNode error = response.path("error");
    JsonNode data = response.path("data");
    if (response.has("errorMessage")) {
      return response.get("errorMessage").asText();
    }
    if (error.isObject()) {
      return error.path("code").asText() + ": " + error.path("message").asText();
    }
    if (data.has("status")) {
      String phase = data.at("/progress/phase").asText("");
      return data.get("status").asText() + (phase.isEmpty() ? "" : ", " + phase);
    }
    if (response.has("statusCode")) {
      return "status " + response.get("statusCode").asText();
    }
    return data.isObject() ? "ok" : counts(response);
  }

  /** {@code {"checked": 3, "stopped": 0}} as "checked 3". */
  private static String counts(JsonNode report) {
    if (!report.isObject()) {
      return "";
    }
    String counts =
        report.properties().stream()
            .filter(field -> !Set.of("0", "[]", "{}").contains(text(field.getValue())))
            .map(field -> field.getKey() + " " + text(field.getValue()))
            .collect(Collectors.joining(", "));
    if (counts.isEmpty()) {
      return "nothing to do";
    }
    return counts.length() <= LONGEST_DETAIL
        ? counts
        : counts.substring(0, LONGEST_DETAIL) + " ...";
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** Missing when it is no JSON object: a function may answer anything. */
  private static JsonNode read(byte[] json) {
    try {
      return Json.parse("it", json);
    } catch (PlatformException e) {
      return MissingNode.getInstance();
    }
  }
}
