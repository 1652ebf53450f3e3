/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * One execution environment of AWS Lambda for a packaged function: the unzipped {@code
 * function.zip}, which asks an in-process Runtime API for work ("Using the Lambda runtime API" in
 * the Lambda developer guide). A JVM function does so by the vendor's own runtime interface client,
 * a native one by its own {@code bootstrap}.
 *
 * <p>As on AWS the function sees only the environment it is given, its classes come from {@code
 * LAMBDA_TASK_ROOT}, and it works on one invocation at a time. Needs Linux: the vendor ships the
 * client's native half for nothing else.
 */
public final class LambdaRuntime implements AutoCloseable {

  /** The handler that every Quarkus function of ours is deployed with. */
  public static final String QUARKUS_HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

  private static final Path RUNTIME_JARS = Path.of("target", "lambda-runtime").toAbsolutePath();
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String BOOTSTRAP = "bootstrap";

  /** Tells the vendor's client where its native half is. */
  private static final String NATIVE_HALF =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);
  private static final Duration INVOCATION_LIMIT = Duration.ofSeconds(60);

  private final String name;
  private final Path home;
  private final Path log;
  private final RuntimeApi api;
  private final Process child;
  private final Instant startedAt;
  private volatile boolean closed;

  /** Starts the function and returns when it asks for its first invocation. */
  public static LambdaRuntime start(
      String functionName, Path functionZip, Map<String, String> environment) {
    return start(functionName, functionZip, environment, INVOCATION_LIMIT);
  }

  /**
   * As {@link #start(String, Path, Map)}.
   *
   * @param limit how long an invocation may take, by what the function reads
   */
  static LambdaRuntime start(
      String functionName, Path functionZip, Map<String, String> environment, Duration limit) {
    try {
      LambdaRuntime runtime = new LambdaRuntime(functionName, functionZip, environment, limit);
      try {
        var unused = runtime.await(runtime.api.ready(), BOOT_LIMIT, "did not ask for work");
        return runtime;
      } catch (RuntimeException | Error failure) {
        runtime.close();
        throw failure;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LambdaRuntime(
      String functionName, Path functionZip, Map<String, String> environment, Duration limit)
      throws IOException {
    name = functionName;
    home = Files.createTempDirectory("lambda-" + functionName + "-");
    log = home.resolve("function.log");
    Path task = Files.createDirectory(home.resolve("task"));
    unzip(functionZip, task);

    api = RuntimeApi.start(functionName, limit, this::log);

    ProcessBuilder builder = new ProcessBuilder(command(task, home));
    builder.directory(task.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    Map<String, String> env = builder.environment();
    // Whatever the machine has in its environment, AWS has not: the function must do without.
    env.clear();
    env.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    env.put("TZ", ":UTC");
    env.put("LANG", "en_US.UTF-8");
    env.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.port());
    env.put("AWS_LAMBDA_FUNCTION_NAME", functionName);
    env.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    env.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    env.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + functionName);
    env.put("AWS_LAMBDA_LOG_STREAM_NAME", "packaged");
    env.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    env.put("LAMBDA_TASK_ROOT", task.toString());
    env.put("LAMBDA_RUNTIME_DIR", home.toString());
    env.put("_HANDLER", QUARKUS_HANDLER);
    env.put("AWS_REGION", "eu-central-1");
    env.put("AWS_ACCESS_KEY_ID", "test");
    env.put("AWS_SECRET_ACCESS_KEY", "test");
    env.putAll(environment);
    startedAt = Instant.now();
    child = builder.start();
    CompletableFuture<Void> unused = child.onExit().thenRun(this::childEnded);
  }

  /** Whether a package is ahead of time. */
  static boolean isNative(Path functionZip) {
    try (ZipFile zip = new ZipFile(functionZip.toFile())) {
      return zip.getEntry(BOOTSTRAP) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path task, Path home) throws IOException {
    Path bootstrap = task.resolve(BOOTSTRAP);
    if (Files.exists(bootstrap)) {
      // The zip says so as well, but Java does not read it.
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
      return List.of(bootstrap.toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        // Lambda runs Java 21; from 24 on JBoss Threads asks for this.
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-D" + NATIVE_HALF + "=" + unpackedNativeHalf(home),
        "-cp",
        runtimeClient(),
        MAIN,
        QUARKUS_HANDLER);
  }

  /** Invokes the function and waits for its answer. Throws what the function failed with. */
  public byte[] invoke(byte[] event) {
    CompletableFuture<byte[]> answer = api.invoke(event);
    if (!child.isAlive()) {
      childEnded();
    }
    return await(answer, INVOCATION_LIMIT, "did not answer");
  }

  /** Invokes with JSON text and gives the answer as text. */
  public String invoke(String event) {
    return new String(invoke(event.getBytes(UTF_8)), UTF_8);
  }

  /** From the start of the process to its asking for work: what AWS calls the init phase. */
  public Duration bootTime() {
    return Duration.between(startedAt, api.ready().join());
  }

  /** What the function wrote so far to its standard output and error. */
  public String log() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The most memory that the process ever held in RAM, in bytes (VmHWM of proc(5)). */
  public long peakMemory() {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(child.pid()), "status"))) {
      return lines
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElseThrow()
          * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopChild();
    api.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The function told that it failed; the message holds its error as it was sent. */
  public static final class FunctionFailed extends RuntimeException {
    FunctionFailed(String message) {
      super(message);
    }
  }

  private <T> T await(CompletableFuture<T> future, Duration limit, String otherwise) {
    try {
      return future.get(limit.toMillis(), MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FunctionFailed failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          name + " " + otherwise + " within " + limit + "; its log:\n" + log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + name, e);
    }
  }

  private void childEnded() {
    if (closed) {
      return;
    }
    api.fail(new FunctionFailed(name + " ended by itself; its log:\n" + log()));
  }

  private void stopChild() {
    child.destroy();
    try {
      if (!child.waitFor(3, SECONDS)) {
        child.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * By itself the vendor's client unpacks its native half to one path for all: a function that does
   * so while another boots kills that one (SIGBUS).
   */
  private static Path unpackedNativeHalf(Path home) throws IOException {
    String processor =
        System.getProperty("os.arch").equals("aarch64") ? "linux-aarch_64" : "linux-x86_64";
    Path unpacked = home.resolve("native-half.so");
    try (Stream<Path> jars = Files.list(RUNTIME_JARS)) {
      Path client =
          jars.filter(jar -> jar.toString().contains("runtime-interface-client"))
              .findFirst()
              .orElseThrow();
      try (ZipFile zip = new ZipFile(client.toFile());
          InputStream in =
              zip.getInputStream(zip.getEntry("jni/libaws-lambda-jni." + processor + ".so"))) {
        Files.copy(in, unpacked);
      }
    }
    return unpacked;
  }

  /** The vendor's client and what it needs, kept apart from every class of the tests. */
  private static String runtimeClient() throws IOException {
    try (Stream<Path> files = Files.list(RUNTIME_JARS)) {
      return String.join(
          File.pathSeparator, files.map(Path::toString).filter(f -> f.endsWith(".jar")).toList());
    }
  }

  private static void unzip(Path zip, Path into) throws IOException {
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException(zip + " has an entry outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(entries, file);
        }
      }
    }
  }
}
