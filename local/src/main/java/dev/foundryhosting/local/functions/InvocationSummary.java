/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.platform.ResourceNames;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private record Request(
      String action,
      String userId,
      JsonNode work,
      String rawPath,
      String source,
      @JsonProperty("detail-type") String detailType,
      TaskState detail,
      @JsonProperty("Records") List<Wakeup> wakeups) {
    record TaskState(String lastStatus) {}

    record Wakeup(String body) {}

    String title(String function) {
      boolean task = detail != null && detail.lastStatus != null;
      Stream<String> wakes =
          wakeups == null
              ? Stream.of()
              : wakeups.stream()
                  .map(each -> "wake-up " + each.body.replaceAll("[{}\"]|userId|:", ""));
      Stream<String> words =
          Stream.of(
              function,
              action,
              userId,
              task ? "task " + detail.lastStatus : null,
              work == null ? null : "work",
              rawPath == null ? null : "request",
              ResourceNames.EVENT_BUS.equals(source) ? detailType : null);
      return Stream.concat(words.filter(Objects::nonNull), wakes)
          .collect(Collectors.joining(" · "));
    }
  }

  private record Response(
      Boolean ok,
      Problem error,
      Instance data,
      Integer statusCode,
      String errorMessage,
      String result) {
    record Problem(String code, String message) {}

    record Instance(String status, Progress progress) {}

    record Progress(String phase) {}

    /** Empty for a report, such as the sweep's. */
    Optional<String> detail() {
      if (errorMessage != null) {
        return Optional.of(errorMessage);
      }
      if (error != null) {
        return Optional.of(error.code + ": " + error.message);
      }
      if (data != null && data.status != null) {
        boolean phase = data.progress != null && data.progress.phase != null;
        return Optional.of(data.status + (phase ? ", " + data.progress.phase : ""));
      }
      if (statusCode != null) {
        return Optional.of("status " + statusCode);
      }
      if (result != null) {
        return Optional.of(result);
      }
      return data == null ? Optional.empty() : Optional.of("ok");
    }
  }

  static InvocationSummary of(String function, byte[] event, FunctionHost.Answer answer) {
    Optional<Request> request = read(new String(event, UTF_8), Request.class);
    Optional<Response> response = read(answer.payload(), Response.class);
    boolean refused = response.map(Response::ok).filter(ok -> !ok).isPresent();
    return new InvocationSummary(
        request.map(each -> each.title(function)).orElse(function),
        response.flatMap(Response::detail).orElseGet(() -> counts(answer)),
        answer.error().isEmpty() && !refused);
  }

  /** {@code {"checked": 3, "stopped": 0}} as "checked 3". */
  private static String counts(FunctionHost.Answer answer) {
    Optional<ObjectNode> report = read(answer.payload(), ObjectNode.class);
    if (report.isEmpty()) {
      return "";
    }
    String counts =
        report.get().properties().stream()
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

  /** Empty when it is something else: a function may answer anything. */
  private static <T> Optional<T> read(String text, Class<T> type) {
    try {
      return Optional.ofNullable(JSON.readValue(text, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
