/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged laptop edition from outside: its function host, its manners, its end. */
class LaptopIT {
  private static final Path PROXY_CASE =
      Path.of("src", "test", "resources", "cases", "run-behind-a-proxy.json");

  private static final String STATUS = "{\"action\":\"status\",\"userId\":\"nobody\"}";

  private static RunningLaptop laptop;

  @BeforeAll
  static void start() {
    laptop = RunningLaptop.start(Map.of());
  }

  @AfterAll
  static void stop() {
    laptop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "instance-management",
        "instance-management:$LATEST",
        "arn:aws:lambda:eu-central-1:123456789012:function:instance-management"
      })
  void aFunctionIsInvokedByItsNameOrItsArn(String name) {
    HttpResponse<String> answer = laptop.invoke(name.replace("$", "%24"), STATUS);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("INSTANCE_NOT_FOUND");
    assertThat(answer.headers().firstValue("X-Amz-Executed-Version")).contains("$LATEST");
  }

  @Test
  void theLineForTheAwsCliNamesWhatTheCliWantsAndIsAnswered() {
    assertThat(laptop.output())
        .containsPattern(
            "(?m)^NO_PROXY=localhost AWS_ACCESS_KEY_ID=\\S+ AWS_SECRET_ACCESS_KEY=\\S+ aws lambda invoke"
                + " --region eu-central-1 --endpoint-url http://localhost:"
                + laptop.port()
                + " .* /dev/stdout$");
    Matcher payload = Pattern.compile("--payload '([^']+)'").matcher(laptop.output());
    assertThat(payload.find()).isTrue();

    assertThat(laptop.invoke("instance-management", payload.group(1)).body())
        .contains("\"ok\":true");
  }

  @Test
  void anAddressThatTheApiNamesIsReachedByABrowser() {
    String created =
        laptop
            .invoke(
                "instance-management",
                "{\"action\":\"create\",\"userId\":\"url\",\"username\":\"url\",\"licenseType\":\"pooled\"}")
            .body();

    assertThat(created)
        .contains("\"url\":\"http://url.localhost:%d\"".formatted(laptop.port() + 1));
  }

  @Test
  void theClockBeginsWhereItIsTold() {
    try (RunningLaptop then =
        RunningLaptop.start(Map.of("FOUNDRY_LOCAL_NOW", "2026-11-20T18:00:00Z"))) {
      assertThat(
              then.invoke(
                      "instance-management",
                      """
                      {"action": "check-availability", "userId": "player-1", "startsAt": "2026-11-27T20:00",
                       "endsAt": "2026-11-27T23:00", "timeZone": "Europe/Berlin"}""")
                  .body())
          .contains("\"ok\":true");
    }
  }

  /** As a public report has it: none of README's two commands worked behind a proxy. */
  @Test
  void itRunsBehindAProxyThatReachesNothingOfIt() throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (JsonNode step : new ObjectMapper().readTree(PROXY_CASE.toFile()).path("steps")) {
      Pattern.compile("([A-Z_]+_PROXY)=(\\S+)")
          .matcher(step.path("shell").asText())
          .results()
          .forEach(set -> environment.put(set.group(1), set.group(2)));
    }
    assertThat(environment).containsOnlyKeys("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");
    environment.put("http_proxy", "http://127.0.0.1:9");
    environment.put("https_proxy", "http://127.0.0.1:9");
    // Only an empty list takes the JVM's own addresses of this machine out of it.
    environment.put(
        "JAVA_TOOL_OPTIONS", "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttp.nonProxyHosts=");
    try (RunningLaptop behind = RunningLaptop.start(environment)) {
      assertThat(
              behind
                  .invoke(
                      "instance-management",
                      "{\"action\":\"create\",\"userId\":\"p\",\"username\":\"p\",\"licenseType\":\"pooled\"}")
                  .body())
          .contains("\"ok\":true");
      assertThat(behind.get(behind.console() + "console/api/state").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void ctrlCEndsItQuietlyInTheMiddleOfItsWork() throws IOException, InterruptedException {
    try (RunningLaptop busy = RunningLaptop.start(Map.of())) {
      for (int user = 0; user < 12; user++) {
        String by = "\"userId\":\"u%d\"".formatted(user);
        busy.invoke(
            "instance-management",
            "{\"action\":\"create\",%s,\"username\":\"u%d\",\"licenseType\":\"byol\",\"licenseKey\":\"%s\"}"
                .formatted(by, user, MadeUpKey.of("u" + user)));
        busy.invoke(
            "instance-management",
            "{\"action\":\"start\",%s}".formatted(by),
            "X-Amz-Invocation-Type",
            "Event");
      }
      String before = busy.output();

      busy.interrupt();

      assertThat(busy.exitCode()).isIn(0, 130);
      assertThat(busy.output().substring(before.length())).isBlank();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sessions", "discord", "assets/api.js", "console/api/state"})
  void aPageRunsNothingButItsOwnScriptsAndStandsInNoFrame(String path) {
    HttpHeaders headers = laptop.get(laptop.console() + path).headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @ParameterizedTest
  @CsvSource({
    "0, GET / HTTP/1.0",
    "0, GET / HTTP/1.1|Host:",
    "0, GET /console/api/state HTTP/1.1|Host:",
    "1, GET / HTTP/1.0",
    "1, GET / HTTP/1.1|Host:"
  })
  void aRequestWithoutAHostIsRefused(int offset, String head) throws IOException {
    String before = laptop.output();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), laptop.port() + offset)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write((head.replace("|", "\r\n") + "\r\nConnection: close\r\n\r\n").getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .matches("(?s)HTTP/1\\.[01] 400 .*");
    }
    assertThat(laptop.output()).isEqualTo(before);
  }

  @Test
  void bodiesThatDoNotComeDoNotKeepThePagesFromOthers() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      // More than twice as many as threads serve the pages.
      for (int i = 0; i < 450; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), laptop.port());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /2015-03-31/functions/instance-management/invocations HTTP/1.1\r\n"
                        // Quarkus waits with a thread for what is longer than its buffer.
                        + "Host: localhost:%d\r\nContent-Length: 100000\r\n\r\n{")
                    .formatted(laptop.port())
                    .getBytes(UTF_8));
      }
      assertThat(
              laptop
                  .send(
                      HttpRequest.newBuilder(URI.create(laptop.console() + "console/api/state"))
                          .timeout(Duration.ofSeconds(16))
                          .build())
                  .statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void anEventIsAcceptedWithoutWaiting() {
    assertThat(
            laptop
                .invoke("instance-management", STATUS, "X-Amz-Invocation-Type", "Event")
                .statusCode())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/some/where?x=1"})
  void aFunctionUrlHandsOnWhatItWasAsked(String path) {
    // This function is not made for URLs, so it answers as to any event: that it was asked counts.
    HttpResponse<String> answer =
        laptop.get(laptop.console() + "function-url/instance-management" + path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(laptop.get(laptop.console() + "function-url/teapot" + path).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aFunctionThatIsNotThereIsNotFound() {
    HttpResponse<String> answer = laptop.invoke("teapot", "{}");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("X-Amzn-ErrorType"))
        .contains("ResourceNotFoundException");
  }

  @Test
  void whatIsNotJsonIsTurnedAwayAsLambdaDoes() {
    HttpResponse<String> answer = laptop.invoke("instance-management", "{nonsense");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("X-Amzn-ErrorType"))
        .contains("InvalidRequestContentException");
  }

  @Test
  void aFailureOfTheFunctionItselfIsLambdas() {
    HttpResponse<String> answer = laptop.invoke("task-events", "[]");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(answer.body()).contains("errorMessage", "errorType");
  }

  @Test
  void anotherWebPageCannotAskThroughAPersonsBrowser() {
    assertThat(
            laptop
                .invoke("instance-management", STATUS, "Origin", "http://anna.localhost:1")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            laptop
                .invoke(
                    "instance-management", STATUS, "Origin", "http://localhost:" + laptop.port())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aNameWithoutAServerGivesAPageThatSaysSo() {
    HttpResponse<String> answer =
        laptop.get(
            "http://127.0.0.1:%d/.foundry-hosting/hosts/nobody/".formatted(laptop.port() + 1));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("nobody.localhost is not running");
  }

  @Test
  void aSecondOneBesideItSaysSoAndNamesAPort() throws InterruptedException {
    try (RunningLaptop second = RunningLaptop.launch(laptop.port(), Map.of())) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output())
          .contains("already runs here: http://localhost:" + laptop.port())
          .containsPattern("PORT=[0-9]+ make run");
    }
  }

  @Test
  void aPortThatIsNoneIsRefused() throws InterruptedException {
    try (RunningLaptop wrong = RunningLaptop.launch(0, Map.of("PORT", "many"))) {
      assertThat(wrong.exitCode()).isEqualTo(1);
      assertThat(wrong.output()).contains("PORT must be a number");
    }
  }

  @Test
  void withoutItsEmulatorItSaysWhatIsMissing() throws InterruptedException {
    try (RunningLaptop poor =
        RunningLaptop.launch(
            RunningLaptop.freePort(), Map.of("FOUNDRY_EMULATOR_PYTHON", "no-such-python"))) {
      assertThat(poor.exitCode()).isEqualTo(1);
      assertThat(poor.output()).contains("is Python 3 installed?").doesNotContain("\tat ");
    }
  }

  @Test
  void whenItEndsItsChildrenEnd() throws InterruptedException {
    try (RunningLaptop shortLived = RunningLaptop.start(Map.of())) {
      URI emulator = shortLived.emulator();
      shortLived.end();
      shortLived.exitCode();
      assertThatThrownBy(() -> new Socket(emulator.getHost(), emulator.getPort()).close())
          .isInstanceOf(IOException.class);
      assertThat(shortLived.output()).doesNotContain("WARN", "ERROR");
    }
  }
}
