/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a function's URL ("Request payload format 2.0" in the Lambda developer guide). What
 * the event lacks is empty.
 *
 * @param method in upper case, as HTTP has it
 * @param path begins with a slash and is still percent-encoded
 * @param query decoded; the values of a repeated name are joined by commas
 * @param headers by their names in lower case
 * @param body byte by byte as the client sent it; empty where its base64 is damaged
 */
public record FunctionUrlRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    Optional<byte[]> body) {

  public FunctionUrlRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  public static FunctionUrlRequest of(JsonNode event) {
    return new FunctionUrlRequest(
        event.path("requestContext").path("http").path("method").asText(),
        event.path("rawPath").asText(),
        texts(event.path("queryStringParameters"), false),
        texts(event.path("headers"), true),
        body(event));
  }

  /**
   * @param name in lower case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static Map<String, String> texts(JsonNode object, boolean lowerCase) {
    return object.properties().stream()
        .collect(
            toUnmodifiableMap(
                each -> lowerCase ? each.getKey().toLowerCase(Locale.ROOT) : each.getKey(),
                each -> each.getValue().asText(),
                (first, second) -> first));
  }

  private static Optional<byte[]> body(JsonNode event) {
    String text = event.path("body").asText("");
    if (!event.path("isBase64Encoded").asBoolean()) {
      return Optional.of(text.getBytes(UTF_8));
    }
    try {
      // The decoder accepts missing padding, so it would overlook a cut body.
      return text.length() % 4 == 0
          ? Optional.of(Base64.getDecoder().decode(text))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
