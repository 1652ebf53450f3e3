package dev.foundryhosting.local.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
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

  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String BOOTSTRAP = "bootstrap";
  private static final String API = "/2018-06-01/runtime/";

  /**
   * Locked by whoever boots a function on this machine: the vendor's client unpacks its native half
   * to one path for all, and a second that does so meanwhile kills the first (SIGBUS).
   */
  private static final Path BOOTING =
      Path.of(System.getProperty("java.io.tmpdir"), "foundry-hosting-lambda-boot.lock");

  private static final Duration BOOT_LIMIT = Duration.ofSeconds(60);
  private static final Duration INVOCATION_LIMIT = Duration.ofSeconds(60);

  /** One event on its way to the function and back. */
  private static final class Invocation {
    final String requestId = UUID.randomUUID().toString();
    final CompletableFuture<byte[]> answer = new CompletableFuture<>();
    final byte[] event;

    Invocation(byte[] event) {
      this.event = event;
    }
  }

  private final String name;
  private final Path home;
  private final Path log;
  private final HttpServer api;
  private final ExecutorService apiThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final Process child;
  private final BlockingQueue<Invocation> work = new LinkedBlockingQueue<>();
  private final ConcurrentMap<String, Invocation> pending = new ConcurrentHashMap<>();
  private final CompletableFuture<Instant> ready = new CompletableFuture<>();
  private final Instant startedAt;
  private volatile boolean closed;

  /** Starts the function and returns when it asks for its first invocation. */
  public static synchronized LambdaRuntime start(
      String functionName, Path functionZip, Map<String, String> environment) {
    try (FileChannel turns = FileChannel.open(BOOTING, CREATE, WRITE);
        FileLock turn = turns.lock()) {
      LambdaRuntime runtime = new LambdaRuntime(functionName, functionZip, environment);
      try {
        runtime.awaitReady();
        return runtime;
      } catch (RuntimeException | Error failure) {
        runtime.close();
        throw failure;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LambdaRuntime(String functionName, Path functionZip, Map<String, String> environment)
      throws IOException {
    name = functionName;
    home = Files.createTempDirectory("lambda-" + functionName + "-");
    log = home.resolve("function.log");
    Path task = Files.createDirectory(home.resolve("task"));
    unzip(functionZip, task);

    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setExecutor(apiThreads);
    api.createContext(API, this::answer);
    api.start();

    ProcessBuilder builder = new ProcessBuilder(command(task));
    builder.directory(task.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    Map<String, String> env = builder.environment();
    // Whatever the machine has in its environment, AWS has not: the function must do without.
    env.clear();
    env.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    env.put("TZ", ":UTC");
    env.put("LANG", "en_US.UTF-8");
    env.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
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

  private static List<String> command(Path task) throws IOException {
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
        "-cp",
        runtimeClient(),
        MAIN,
        QUARKUS_HANDLER);
  }

  /** Invokes the function and waits for its answer. Throws what the function failed with. */
  public byte[] invoke(byte[] event) {
    Invocation invocation = new Invocation(event);
    pending.put(invocation.requestId, invocation);
    work.add(invocation);
    if (!child.isAlive()) {
      childEnded();
    }
    try {
      return await(invocation.answer, INVOCATION_LIMIT, "did not answer");
    } finally {
      pending.remove(invocation.requestId);
    }
  }

  /** Invokes with JSON text and gives the answer as text. */
  public String invoke(String event) {
    return new String(invoke(event.getBytes(UTF_8)), UTF_8);
  }

  /** From the start of the process to its asking for work: what AWS calls the init phase. */
  public Duration bootTime() {
    return Duration.between(startedAt, ready.join());
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
    api.stop(0);
    apiThreads.shutdownNow();
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
    private FunctionFailed(String message) {
      super(message);
    }
  }

  private void awaitReady() {
    await(ready, BOOT_LIMIT, "did not ask for work");
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
    FunctionFailed failure = new FunctionFailed(name + " ended by itself; its log:\n" + log());
    ready.completeExceptionally(failure);
    pending.values().forEach(invocation -> invocation.answer.completeExceptionally(failure));
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

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(API.length());
      if (path.equals("invocation/next")) {
        next(exchange);
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] parts = path.split("/", -1);
      if (path.equals("init/error")) {
        ready.completeExceptionally(
            new FunctionFailed(new String(body, UTF_8) + "\nits log:\n" + log()));
      } else if (parts.length == 3 && parts[2].equals("response")) {
        answerTo(parts[1]).complete(body);
      } else if (parts.length == 3 && parts[2].equals("error")) {
        answerTo(parts[1]).completeExceptionally(new FunctionFailed(new String(body, UTF_8)));
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private CompletableFuture<byte[]> answerTo(String requestId) {
    Invocation invocation = pending.get(requestId);
    // Nobody waits any more for an answer that came too late: it goes nowhere.
    return invocation == null ? new CompletableFuture<>() : invocation.answer;
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(Instant.now());
    try {
      Invocation next = work.take();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", next.requestId);
      exchange
          .getResponseHeaders()
          .set(
              "Lambda-Runtime-Deadline-Ms",
              Long.toString(Instant.now().plus(INVOCATION_LIMIT).toEpochMilli()));
      exchange
          .getResponseHeaders()
          .set(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:eu-central-1:123456789012:function:" + name);
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
      exchange.sendResponseHeaders(200, next.event.length == 0 ? -1 : next.event.length);
      exchange.getResponseBody().write(next.event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The vendor's client and what it needs, kept apart from every class of the tests. */
  private static String runtimeClient() throws IOException {
    Path jars = Path.of("target", "lambda-runtime").toAbsolutePath();
    try (Stream<Path> files = Files.list(jars)) {
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
