/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.foundryhosting.aws.AwsClients;
import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.FileWork;
import dev.foundryhosting.files.WorldFiles;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of Lambda's Invoke API, at a stand-in. */
class LambdaWorldFilesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T18:00:00Z");
  private static final FileJob JOB =
      FileJob.requested("wipe-1", new UserId("1"), new FileWork.Wipe(), NOW);

  /** What arrived: path, kind of invocation, body. */
  private final List<String> calls = new ArrayList<>();

  private HttpServer server;
  private WorldFiles worldFiles;
  private int status = 200;
  private String error = "";
  private String body = "";

  @BeforeEach
  void lambda() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    Environment environment =
        new Environment(
            Map.of(
                "AWS_REGION",
                "eu-central-1",
                "AWS_ENDPOINT_URL_LAMBDA",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "WORLD_FILES_FUNCTION_NAME",
                "foundry-hosting-world-files"));
    worldFiles =
        new LambdaWorldFiles(
            new AwsClients(environment), environment, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aRefusalIsReadAsOne() {
    body = "{\"jobId\":\"wipe-1\",\"status\":\"refused\",\"result\":\"It holds no world.\"}";

    assertThat(worldFiles.complete(JOB)).isEqualTo(JOB.refused("It holds no world.", NOW));
  }

  @Test
  void aJobIsBegunWithoutWaiting() {
    status = 202;

    worldFiles.begin(JOB);

    assertThat(calls)
        .containsExactly(
            "/2015-03-31/functions/foundry-hosting-world-files/invocations Event"
                + " {\"jobId\":\"wipe-1\",\"userId\":\"1\"}");
  }

  @Test
  void aShortJobIsWaitedFor() {
    body = "{\"jobId\":\"wipe-1\",\"status\":\"done\",\"result\":\"Removed.\"}";

    assertThat(worldFiles.complete(JOB)).isEqualTo(JOB.done("Removed.", NOW));
    assertThat(calls)
        .singleElement()
        .asString()
        .doesNotContain("Event")
        .endsWith("{\"jobId\":\"wipe-1\",\"userId\":\"1\"}");
  }

  @Test
  void aJobThatFailedSaysWhy() {
    body = "{\"status\":\"failed\",\"result\":\"No space is left.\"}";

    assertThat(worldFiles.complete(JOB)).isEqualTo(JOB.failed("No space is left.", NOW));
  }

  @Test
  void anAnswerThatSaysNothingOfTheJobLeavesItAsItIs() {
    status = 202;
    assertThat(worldFiles.complete(JOB)).isEqualTo(JOB);

    body = "{\"status\":\"running\"}";
    assertThat(worldFiles.complete(JOB)).isEqualTo(JOB);
  }

  @Test
  void aFunctionThatFailsIsAFailure() {
    error = "Unhandled";
    body = "{\"errorMessage\":\"x\"}";
    assertFails(() -> worldFiles.complete(JOB));
  }

  @Test
  void aFunctionThatIsMissingIsAFailure() {
    status = 404;
    body = "{\"Type\":\"User\",\"Message\":\"Function not found\"}";
    assertFails(() -> worldFiles.complete(JOB));
    assertFails(() -> worldFiles.begin(JOB));
  }

  private static void assertFails(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_FAILED));
  }

  private void answer(HttpExchange call) throws IOException {
    String kind = call.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    calls.add(
        "%s %s %s"
            .formatted(
                call.getRequestURI().getPath(),
                kind,
                new String(call.getRequestBody().readAllBytes(), UTF_8)));
    if (!error.isEmpty()) {
      call.getResponseHeaders().set("X-Amz-Function-Error", error);
    }
    byte[] bytes = body.getBytes(UTF_8);
    call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      call.getResponseBody().write(bytes);
    }
    call.close();
  }
}
