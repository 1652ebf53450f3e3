/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Lambda's Invoke API, through which packaged functions reach each other. A function works on one
 * invocation at a time, and an asynchronous one is done when the caller has its answer.
 */
final class InvokeApi implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Function<String, LambdaRuntime> functions;

  /**
   * @param functions by name; each is booted when it is first asked for
   */
  InvokeApi(Function<String, LambdaRuntime> functions) {
    this.functions = functions;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/2015-03-31/functions/", this::invoke);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void invoke(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = Path.of(exchange.getRequestURI().getPath()).getName(2).toString();
      byte[] event = exchange.getRequestBody().readAllBytes();
      byte[] answer = answer(name, event, exchange);
      boolean waits =
          !"Event".equals(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"));
      exchange.sendResponseHeaders(waits ? 200 : 202, waits ? answer.length : -1);
      if (waits) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private synchronized byte[] answer(String name, byte[] event, HttpExchange exchange) {
    try {
      return functions.apply(name).invoke(event);
    } catch (RuntimeException e) {
      exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
      return "{\"errorMessage\": \"It failed.\"}".getBytes(UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
