/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.foundryhosting.local.packaged.LambdaRuntime.FunctionFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * The Runtime API of one execution environment: a function asks it for work and sends it the
 * answers ("Using the Lambda runtime API" in the Lambda developer guide).
 */
final class RuntimeApi implements AutoCloseable {
  private static final String API = "/2018-06-01/runtime/";

  /** One event on its way to the function and back. */
  private static final class Invocation {
    final String requestId = UUID.randomUUID().toString();
    final CompletableFuture<byte[]> answer = new CompletableFuture<>();
    final byte[] event;

    Invocation(byte[] event) {
      this.event = event;
    }
  }

  private final String function;
  private final Duration limit;
  private final Supplier<String> log;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Invocation> work = new LinkedBlockingQueue<>();
  private final ConcurrentMap<String, Invocation> pending = new ConcurrentHashMap<>();
  private final CompletableFuture<Instant> ready = new CompletableFuture<>();

  private RuntimeApi(String function, Duration limit, Supplier<String> log, HttpServer server) {
    this.function = function;
    this.limit = limit;
    this.log = log;
    this.server = server;
  }

  /**
   * @param limit how long an invocation may take
   * @param log what the function wrote so far
   */
  static RuntimeApi start(String function, Duration limit, Supplier<String> log)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApi api = new RuntimeApi(function, limit, log, server);
    server.setExecutor(api.threads);
    server.createContext(API, api::answer);
    server.start();
    return api;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /**
   * When the function asked for work first; fails when it sends the error of its initialization.
   */
  CompletableFuture<Instant> ready() {
    return ready;
  }

  /** Hands an event over; fails with what the function failed with. */
  CompletableFuture<byte[]> invoke(byte[] event) {
    Invocation invocation = new Invocation(event);
    pending.put(invocation.requestId, invocation);
    work.add(invocation);
    return invocation.answer;
  }

  /** Ends all that waits for the function. */
  void fail(FunctionFailed failure) {
    ready.completeExceptionally(failure);
    pending.values().forEach(invocation -> invocation.answer.completeExceptionally(failure));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
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
            new FunctionFailed(new String(body, UTF_8) + "\nits log:\n" + log.get()));
      } else if (parts.length == 3 && parts[2].equals("response")) {
        answerTo(parts[1]).complete(body);
      } else if (parts.length == 3 && parts[2].equals("error")) {
        answerTo(parts[1]).completeExceptionally(new FunctionFailed(new String(body, UTF_8)));
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private CompletableFuture<byte[]> answerTo(String requestId) {
    Invocation invocation = pending.remove(requestId);
    // A function that sends a second answer has none waiting for it.
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
              Long.toString(Instant.now().plus(limit).toEpochMilli()));
      exchange
          .getResponseHeaders()
          .set(
              "Lambda-Runtime-Invoked-Function-Arn",
              "arn:aws:lambda:eu-central-1:123456789012:function:" + function);
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
      exchange.sendResponseHeaders(200, next.event.length == 0 ? -1 : next.event.length);
      exchange.getResponseBody().write(next.event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
