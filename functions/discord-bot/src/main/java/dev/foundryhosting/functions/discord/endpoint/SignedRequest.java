package dev.foundryhosting.functions.discord.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the function URL ("Request payload format 2.0" in the Lambda developer guide).
 *
 * @param headers by their names in lower case
 * @param body as it was sent, byte by byte; empty when it cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // Its bytes are signed: they are passed on as they came.
record SignedRequest(Map<String, String> headers, byte[] body) {

  static SignedRequest of(JsonNode event) {
    Map<String, String> headers = new HashMap<>();
    event
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue().asText()));
    return new SignedRequest(headers, body(event));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static byte[] body(JsonNode event) {
    String text = event.path("body").asText("");
    if (!event.path("isBase64Encoded").asBoolean()) {
      return text.getBytes(UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      // No signature holds over nothing.
      return new byte[0];
    }
  }
}
