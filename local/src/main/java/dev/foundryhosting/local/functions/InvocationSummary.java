package dev.foundryhosting.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.platform.ResourceNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  private record Request(
      String action,
      String userId,
      JsonNode work,
      String rawPath,
      String source,
      @JsonProperty("detail-type") String detailType,
      TaskState detail,
      @JsonProperty("Records") List<Wakeup> wakeups) {}

  private record TaskState(String lastStatus) {}

  private record Wakeup(String body) {}

  private record Response(
      Boolean ok, Problem error, Instance data, Integer statusCode, String errorMessage) {}

  private record Problem(String code, String message) {}

  private record Instance(String status, Progress progress) {}

  private record Progress(String phase) {}

  static InvocationSummary of(
      ObjectMapper json, String function, byte[] event, FunctionHost.Answer answer) {
    Optional<Request> request = read(json, new String(event, UTF_8), Request.class);
    Optional<Response> response = read(json, answer.payload(), Response.class);
    boolean ok = answer.error().isEmpty() && response.map(Response::ok).filter(b -> !b).isEmpty();
    String title = request.map(each -> title(function, each)).orElse(function);
    String detail =
        response.flatMap(each -> detail(answer, each)).orElseGet(() -> counts(json, answer));
    return new InvocationSummary(title, detail, ok);
  }

  private static String title(String function, Request request) {
    List<String> words = new ArrayList<>(List.of(function));
    Stream.of(request.action, request.userId).filter(Objects::nonNull).forEach(words::add);
    if (request.detail != null && request.detail.lastStatus != null) {
      words.add("task " + request.detail.lastStatus);
    }
    if (request.work != null) {
      words.add("work");
    }
    if (request.rawPath != null) {
      words.add("request");
    }
    if (ResourceNames.EVENT_BUS.equals(request.source)) {
      words.add(request.detailType);
    }
    if (request.wakeups != null) {
      request.wakeups.forEach(
          each -> words.add("wake-up " + each.body.replaceAll("[{}\"]|userId|:", "")));
    }
    return String.join(" · ", words);
  }

  /** Empty for a report, such as the sweep's. */
  private static Optional<String> detail(FunctionHost.Answer answer, Response response) {
    if (answer.error().isPresent()) {
      return Optional.of(response.errorMessage);
    }
    if (response.error != null) {
      return Optional.of(response.error.code + ": " + response.error.message);
    }
    if (response.data != null && response.data.status != null) {
      Progress progress = response.data.progress;
      String phase = progress == null || progress.phase == null ? "" : ", " + progress.phase;
      return Optional.of(response.data.status + phase);
    }
    if (response.statusCode != null) {
      return Optional.of("status " + response.statusCode);
    }
    return Optional.ofNullable(response.data).map(data -> "ok");
  }

  /** {@code {"checked": 3, "stopped": 0}} as "checked 3". */
  private static String counts(ObjectMapper json, FunctionHost.Answer answer) {
    Optional<ObjectNode> report = read(json, answer.payload(), ObjectNode.class);
    if (report.isEmpty()) {
      return "";
    }
    String counts =
        report.get().properties().stream()
            .filter(field -> !isNothing(field.getValue()))
            .map(field -> field.getKey() + " " + text(field.getValue()))
            .collect(Collectors.joining(", "));
    if (counts.isEmpty()) {
      return "nothing to do";
    }
    return counts.length() <= LONGEST_DETAIL
        ? counts
        : counts.substring(0, LONGEST_DETAIL) + " ...";
  }

  private static boolean isNothing(JsonNode value) {
    return value.isValueNode() ? value.asText().equals("0") : value.isEmpty();
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** Empty for anything else: a function may answer anything, and only its summary suffers. */
  private static <T> Optional<T> read(ObjectMapper json, String text, Class<T> type) {
    try {
      return Optional.ofNullable(json.readValue(text, type));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
