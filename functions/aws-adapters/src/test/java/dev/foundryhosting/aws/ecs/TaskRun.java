/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The server's container of a task, from its start until it has ended. */
final class TaskRun {
  private static final Duration START = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process namespaces;
  private final int port;
  private final Path log;
  private final Path data;

  TaskRun(Process namespaces, int port, Path log, Path data) {
    this.namespaces = namespaces;
    this.port = port;
    this.log = log;
    this.data = data;
  }

  /** Waits until Foundry answers, and says what it is. */
  JsonNode status() throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        return JSON.readTree(send("GET", "/api/status").body());
      } catch (IOException e) {
        assertThat(namespaces.isAlive() && System.nanoTime() < end)
            .as(() -> "Foundry does not answer: " + log())
            .isTrue();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** Where Foundry sends a browser that opens the server's address. */
  String page() throws IOException, InterruptedException {
    return send("GET", "/").headers().firstValue("location").orElseThrow();
  }

  /** A person accepts the licence agreement. */
  void accept() throws IOException, InterruptedException {
    assertThat(send("POST", "/accept").statusCode()).isEqualTo(200);
  }

  /** A person opens a world by hand. */
  void open(String world) throws IOException, InterruptedException {
    assertThat(send("POST", "/open/" + world).statusCode()).isEqualTo(200);
  }

  /** What the world's database has on disk. */
  List<String> saved(String world) throws IOException {
    return Files.readAllLines(data.resolve("Data/worlds").resolve(world).resolve("data/log"));
  }

  /** Sends TERM to PID 1, as ECS does; nothing where it has ended. */
  void term() throws InterruptedException {
    pidOne().ifPresent(ProcessHandle::destroy);
  }

  /** Ends all at once, as ECS does when the time is up. */
  void kill() {
    namespaces.children().forEach(ProcessHandle::destroyForcibly);
    try {
      namespaces.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** TERM, then KILL where the container has not ended in time: the exit code, 137 for a kill. */
  int stop(Duration timeout) throws InterruptedException {
    term();
    return ended(timeout);
  }

  /** The exit code when it has ended by itself; 137 when it had to be killed after a time. */
  int ended(Duration timeout) throws InterruptedException {
    if (namespaces.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      return namespaces.exitValue();
    }
    kill();
    return 137;
  }

  /** Runs the container's health check; ECS does so inside of the container. */
  int healthCheck(String shellCommand) throws IOException, InterruptedException {
    return new ProcessBuilder("/bin/sh", "-c", shellCommand.replace(":30000", ":" + port))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Waits until the container's log has a text. */
  void awaitLog(String text) throws InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!log().contains(text)) {
      assertThat(namespaces.isAlive() && System.nanoTime() < end)
          .as(() -> "the log has no '%s': %s".formatted(text, log()))
          .isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Optional<ProcessHandle> pidOne() throws InterruptedException {
    Optional<ProcessHandle> child = namespaces.children().findFirst();
    while (child.isEmpty() && namespaces.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(10);
      child = namespaces.children().findFirst();
    }
    return child;
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(5))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
