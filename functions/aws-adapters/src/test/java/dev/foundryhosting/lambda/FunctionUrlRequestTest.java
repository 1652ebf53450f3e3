/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionUrlRequestTest {
  @Test
  void aRequestHasItsMethodPathAndQuery() {
    FunctionUrlRequest request =
        request(
            """
            {"rawPath":"/a%20b","queryStringParameters":{"code":"x y","List":"1,2"},
             "requestContext":{"http":{"method":"GET","path":"/a b"}}}\
            """);

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/a%20b");
    assertThat(request.query()).isEqualTo(Map.of("code", "x y", "List", "1,2"));
    assertThat(request.body().orElseThrow()).isEmpty();
  }

  @Test
  void aHeaderIsFoundInAnyCase() {
    FunctionUrlRequest request = request("{\"headers\":{\"Content-TYPE\":\"text/plain\"}}");

    assertThat(request.header("content-type")).contains("text/plain");
    assertThat(request.header("host")).isEmpty();
  }

  @Test
  void anotherEventHasNothingOfARequest() {
    assertThat(request("{\"action\":\"status\"}").method()).isEmpty();
  }

  @Test
  void aBodyComesAsTextOrInBase64() {
    String text = "Zoë";

    assertThat(body(text, false)).hasValueSatisfying(b -> assertThat(b).asString().isEqualTo(text));
    assertThat(body(Base64.getEncoder().encodeToString(text.getBytes(UTF_8)), true))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"YWJ", "YW*j", "YWJjZA="})
  void aDamagedBodyIsEmpty(String base64) {
    assertThat(body(base64, true)).isEmpty();
  }

  @Test
  void aResponseIsTheEventThatLambdaExpects() {
    assertThat(FunctionUrlResponse.text(405, "Only POST.").event())
        .hasToString(
            "{\"statusCode\":405,\"headers\":{\"content-type\":\"text/plain; charset=utf-8\"},"
                + "\"body\":\"Only POST.\",\"isBase64Encoded\":false}");
    assertThat(FunctionUrlResponse.json(200, Json.object().put("type", 1)).event())
        .hasToString(
            "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
                + "\"body\":\"{\\\"type\\\":1}\",\"isBase64Encoded\":false}");
  }

  private static Optional<byte[]> body(String text, boolean base64) {
    ObjectNode event = Json.object().put("body", text).put("isBase64Encoded", base64);
    return FunctionUrlRequest.of(event).body();
  }

  private static FunctionUrlRequest request(String event) {
    return FunctionUrlRequest.of(Json.parse("event", event.getBytes(UTF_8)));
  }
}
