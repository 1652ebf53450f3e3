package dev.foundryhosting.functions.kofiwebhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came through the function's URL (payload format 2.0, "Invoking Lambda function URLs" in the
 * Lambda developer guide): a form, or why it is turned away.
 */
sealed interface FunctionUrlRequest {
  /** Ko-fi's messages have a few hundred bytes. */
  int MAX_BYTES = 64 * 1024;

  Pattern FORM =
      Pattern.compile(
          "application/x-www-form-urlencoded(\\s*;\\s*charset=\"?utf-8\"?)?\\s*",
          Pattern.CASE_INSENSITIVE);

  /** A form as it was sent, not decoded yet. */
  record Body(String text) implements FunctionUrlRequest {}

  /**
   * No form.
   *
   * @param status the answer's HTTP status
   * @param why for whoever sent it
   */
  record TurnedAway(int status, String why) implements FunctionUrlRequest {}

  static FunctionUrlRequest in(JsonNode event) {
    if (!event.path("requestContext").path("http").path("method").asText().equals("POST")) {
      return new TurnedAway(405, "Only POST is answered here.");
    }
    if (!FORM.matcher(header(event, "content-type")).matches()) {
      return new TurnedAway(400, "The content type must be application/x-www-form-urlencoded.");
    }
    Optional<byte[]> body = body(event);
    if (body.isEmpty()) {
      return new TurnedAway(400, "The body cannot be decoded.");
    }
    return body.get().length > MAX_BYTES ? tooLarge() : new Body(new String(body.get(), UTF_8));
  }

  static TurnedAway tooLarge() {
    return new TurnedAway(413, "The body must have at most 64 KB.");
  }

  private static String header(JsonNode event, String name) {
    return event.path("headers").properties().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(name))
        .map(Map.Entry::getValue)
        .map(JsonNode::asText)
        .findFirst()
        .orElse("");
  }

  private static Optional<byte[]> body(JsonNode event) {
    String text = event.path("body").asText("");
    if (!event.path("isBase64Encoded").asBoolean()) {
      return Optional.of(text.getBytes(UTF_8));
    }
    try {
      // The decoder does not mind when padding is missing, so it would not notice all that is cut.
      return text.length() % 4 == 0
          ? Optional.of(Base64.getDecoder().decode(text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
