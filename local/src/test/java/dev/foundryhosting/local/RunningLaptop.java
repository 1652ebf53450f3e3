/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged laptop edition as its own process, started as {@code make run} does. */
public final class RunningLaptop implements AutoCloseable {
  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern EMULATOR = Pattern.compile("AWS +(http://\\S+)");

  /** Ports by JVM: two laptops that start at once must not find the same ones free. */
  private static final int FIRST_PORT = 20_000 + 1000 * Integer.getInteger("test.fork", 0);

  private final Process process;
  private final Path output;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningLaptop(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  static int freePort() {
    return LaptopPorts.freeFrom(FIRST_PORT).console();
  }

  /** Starts it on free ports and waits until it answers. */
  public static RunningLaptop start(Map<String, String> environment) {
    int port = freePort();
    RunningLaptop laptop = launch(port, environment);
    Instant limit = Instant.now().plus(START_LIMIT);
    while (!laptop.output().contains("Ctrl-C ends")) {
      if (!laptop.process.isAlive() || Instant.now().isAfter(limit)) {
        laptop.close();
        throw new IllegalStateException("It did not start:\n" + laptop.output());
      }
      pause();
    }
    return laptop;
  }

  /** Starts it and does not wait. */
  public static RunningLaptop launch(int port, Map<String, String> environment) {
    try {
      Path output = Files.createTempFile("laptop", ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // It lives for a minute or two: what the second compiler costs does not come back.
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", JAR.toString()));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().put("PORT", Integer.toString(port));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      // A test that breaks off must leave nothing behind.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return new RunningLaptop(process, output, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String console() {
    return "http://localhost:" + port + "/";
  }

  /** Where its emulated AWS answers. */
  public URI emulator() {
    Matcher matcher = EMULATOR.matcher(output());
    if (!matcher.find()) {
      throw new IllegalStateException("It does not say where its AWS is:\n" + output());
    }
    return URI.create(matcher.group(1));
  }

  /** All that it printed. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its exit code, once it ended by itself. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(START_LIMIT.toSeconds(), SECONDS)) {
      throw new IllegalStateException("It does not end:\n" + output());
    }
    return process.exitValue();
  }

  /** Invokes a function through the Lambda API. */
  public HttpResponse<String> invoke(String function, String event, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(console() + "2015-03-31/functions/%s/invocations".formatted(function)))
            .POST(BodyPublishers.ofString(event, UTF_8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Presses Ctrl-C, which reaches every program of the terminal: it and its emulated AWS. */
  void interrupt() throws IOException, InterruptedException {
    List<String> kill = new ArrayList<>(List.of("kill", "-INT"));
    process.descendants().forEach(child -> kill.add(Long.toString(child.pid())));
    kill.add(Long.toString(process.pid()));
    if (new ProcessBuilder(kill).start().waitFor() != 0) {
      throw new IllegalStateException("It cannot be interrupted.");
    }
  }

  /** Asks it to end, as {@code kill} does. */
  public void end() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
