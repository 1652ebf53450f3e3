/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The emulated AWS ({@code local/emulator}) as a child of the tests' JVM: it ends with it, since it
 * reads its standard input to the end. See local/emulator/README.md for its orders.
 */
public final class EmulatorProcess implements AutoCloseable {
  private static final String READY = "EMULATOR READY ";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final URI endpoint;
  private final HttpClient http = HttpClient.newHttpClient();

  private EmulatorProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** The one that all tests of this JVM share; it is started when it is first asked for. */
  public static EmulatorProcess shared() {
    return Shared.PROCESS;
  }

  /**
   * Starts an emulator of its own.
   *
   * @param options such as {@code --tasks-run-by-themselves}
   */
  public static EmulatorProcess start(String... options) {
    List<String> command = new ArrayList<>();
    command.add(System.getenv().getOrDefault("FOUNDRY_EMULATOR_PYTHON", "python3"));
    command.addAll(List.of(script().toString(), "--port", "0", "--exit-with-stdin"));
    command.addAll(List.of(options));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new EmulatorProcess(process, awaitReady(process));
    } catch (IOException e) {
      throw new UncheckedIOException("the emulator does not start: " + command, e);
    }
  }

  public URI endpoint() {
    return endpoint;
  }

  /**
   * A call that the emulator saw.
   *
   * @param service as the SDKs name it, such as {@code dynamodb}
   * @param status 0 when no answer was sent
   */
  public record Call(String service, String operation, int status) {}

  /** The calls since the last reset, in their order. */
  public List<Call> requests() {
    List<Call> seen = new ArrayList<>();
    for (JsonNode call : get("/_emulator/requests").required("calls")) {
      seen.add(
          new Call(
              call.required("service").asText(),
              call.required("operation").asText(),
              call.required("status").asInt()));
    }
    return seen;
  }

  /** Forgets everything: resources, faults and recorded calls. */
  public void reset() {
    ask("POST", "/_emulator/reset", "");
  }

  /**
   * From now on calls fail.
   *
   * @param kind {@code throttle, error, delay, timeout} or {@code lost-answer}
   * @param times how many calls; -1: all
   */
  public void fail(String service, String operation, String kind, int times) {
    put(
        "/_emulator/faults",
        List.of(Map.of("service", service, "operation", operation, "kind", kind, "times", times)));
  }

  /** Gives the emulator an order, as its README describes. */
  public JsonNode put(String path, Object body) {
    return ask("PUT", path, JSON.valueToTree(body).toString());
  }

  /** Asks the emulator something, as its README describes. */
  public JsonNode get(String path) {
    return ask("GET", path, "");
  }

  /** Ends the child. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode ask(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(method + " " + path + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static URI awaitReady(Process process) throws IOException {
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("it ended without being ready; its standard error says why");
    }
    return URI.create(line.substring(READY.length()).strip());
  }

  /** The script in the repository, or where {@code -Dfoundry.emulator} says. */
  private static Path script() {
    String given = System.getProperty("foundry.emulator", "");
    if (!given.isEmpty()) {
      return Path.of(given);
    }
    Path inRepository = Path.of("local", "emulator", "emulator.py");
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(inRepository))) {
        return folder.resolve(inRepository);
      }
    }
    throw new IllegalStateException(inRepository + " is in no folder above this one");
  }

  private static final class Shared {
    static final EmulatorProcess PROCESS = start();
  }
}
