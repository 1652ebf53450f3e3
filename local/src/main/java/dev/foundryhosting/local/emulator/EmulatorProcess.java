/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * The emulated AWS as a child process on a free loopback port. It ends with its standard input, so
 * it does not outlive this process however that ends.
 */
public final class EmulatorProcess implements AutoCloseable {
  private static final String READY = "EMULATOR READY ";
  private static final String PROXY = "_PROXY";
  private static final String LATE = "EMULATOR LATE";
  private static final int START_LIMIT_SECONDS = 30;
  private static final Path LAUNCHER = Path.of("local", "emulator", "emulator.py");

  private final Process process;
  private final URI endpoint;
  private volatile boolean closing;

  private EmulatorProcess(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts the emulator with {@code FOUNDRY_EMULATOR_PYTHON}, a Python that has moto, and waits
   * until it answers.
   *
   * @throws StartupFailure when it does not start
   */
  public static EmulatorProcess start() {
    String python = System.getenv().getOrDefault("FOUNDRY_EMULATOR_PYTHON", "python3");
    ProcessBuilder builder =
        new ProcessBuilder(python, launcher().toString(), "--port", "0", "--exit-with-stdin");
    // A person must see moto's complaints.
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    noProfile(builder.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new StartupFailure(
          "The emulated AWS could not be started with '%s': is Python 3 installed?"
              .formatted(python),
          e);
    }
    try {
      return new EmulatorProcess(process, awaitReady(process));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Where all services answer. */
  public URI endpoint() {
    return endpoint;
  }

  /** Calls back with the exit code when the process ends before it is closed. */
  public void onUnexpectedEnd(IntConsumer callback) {
    CompletableFuture<Void> unused =
        process
            .onExit()
            .thenAccept(
                ended -> {
                  if (!closing) {
                    callback.accept(ended.exitValue());
                  }
                });
  }

  @Override
  public void close() {
    closing = true;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(3, SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The launcher, from any folder of the working copy. */
  private static Path launcher() {
    // `java -jar` sets the class path to the jar alone.
    Path program = Path.of(System.getProperty("java.class.path", ""));
    return Stream.of(Path.of(""), program)
        .map(Path::toAbsolutePath)
        .flatMap(start -> Stream.iterate(start, Objects::nonNull, Path::getParent))
        .map(folder -> folder.resolve(LAUNCHER))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new StartupFailure(
                    "The emulator's launcher %s was not found: start from the project's folder."
                        .formatted(LAUNCHER)));
  }

  /**
   * moto sometimes calls boto3, which would look for a person's own AWS profile, and ask a
   * company's proxy for what is on this machine.
   */
  private static void noProfile(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(name -> name.startsWith("AWS_") || name.toUpperCase(Locale.ROOT).endsWith(PROXY));
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  private static URI awaitReady(Process process) {
    // The child writes one line, so no more is read.
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> process.inputReader(UTF_8).lines().findFirst().orElse(""),
            Thread::startVirtualThread);
    String first = line.completeOnTimeout(LATE, START_LIMIT_SECONDS, SECONDS).join();
    if (first.equals(LATE)) {
      throw new StartupFailure(
          "The emulated AWS did not start within %d seconds.".formatted(START_LIMIT_SECONDS));
    }
    if (!first.startsWith(READY)) {
      throw new StartupFailure("The emulated AWS ended at its start; what it said is above.");
    }
    return URI.create(first.substring(READY.length()).strip());
  }
}
