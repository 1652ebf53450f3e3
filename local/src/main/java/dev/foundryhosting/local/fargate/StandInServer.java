/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.fargate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.local.activity.Activity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small server in place of Foundry VTT, which is licensed software: it answers {@code
 * /api/status} as Foundry does, and its page says that it stands in. It opens the world that it is
 * asked to, where that is there; else the first player starts one. A world runs on without players.
 * As in Foundry nothing runs before the licence agreement is accepted, once for each licence.
 */
public final class StandInServer implements AutoCloseable {
  private static final int MOST_PLAYERS = 99;

  private final String userId;
  private final String version;
  private final Activity activity;
  private final StandInFiles files;
  private final Instant startedAt = Instant.now();
  private final AtomicInteger players = new AtomicInteger();
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** The folder of the open one; empty while none is. */
  private volatile String world = "";

  /**
   * Starts it on a free loopback port.
   *
   * @param folder the user's
   * @param world the folder of the one that is to be open; empty for none
   * @param asks whether a person must accept the licence agreement; else that is done at once
   */
  StandInServer(
      String userId, String version, Activity activity, Path folder, String world, boolean asks) {
    this.userId = userId;
    this.version = version;
    this.activity = activity;
    this.files = new StandInFiles(folder);
    if (!asks && !files.signed()) {
      files.sign();
    }
    if (files.signed() && files.hasWorld(world)) {
      this.world = world;
    }
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("No loopback port is free for a stand-in server", e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::page);
    http.createContext("/api/status", this::status);
    http.createContext("/license", this::agreement);
    http.createContext("/stand-in/accept", this::accept);
    http.createContext("/stand-in/join", exchange -> move(exchange, 1));
    http.createContext("/stand-in/leave", exchange -> move(exchange, -1));
    http.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  public int players() {
    return players.get();
  }

  /** Sets the number of players; the first ones start the world. */
  public void players(int count) {
    if (count < 0 || count > MOST_PLAYERS) {
      throw new IllegalArgumentException("There can be 0 to %d players.".formatted(MOST_PLAYERS));
    }
    if (count > 0 && !files.signed()) {
      throw new IllegalArgumentException(
          "Nobody can join before the licence agreement is accepted.");
    }
    if (players.getAndSet(count) != count) {
      if (world.isEmpty() && count > 0) {
        world = StandInFiles.WORLD;
      }
      String detail = count == 1 ? "1 player" : count + " players";
      activity.note(Activity.Kind.GAME, "server of " + userId, detail);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void status(HttpExchange exchange) throws IOException {
    String open = world;
    ObjectNode status = Json.object().put("active", !open.isEmpty()).put("version", version);
    if (!open.isEmpty()) {
      status
          .put("world", open)
          .put("system", "dnd5e")
          .put("systemVersion", "4.4.4")
          .put("users", players.get());
    }
    status.put("uptime", Duration.between(startedAt, Instant.now()).toMillis() / 1000.0);
    send(exchange, 200, "application/json", status.toString().getBytes(UTF_8));
  }

  private void move(HttpExchange exchange, int by) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      send(exchange, 405, "text/plain", new byte[0]);
      return;
    }
    if (!files.signed()) {
      send(exchange, 409, "text/plain", "Accept the licence agreement first.".getBytes(UTF_8));
      return;
    }
    players(Math.clamp(players.get() + (long) by, 0, MOST_PLAYERS));
    status(exchange);
  }

  private void agreement(HttpExchange exchange) throws IOException {
    if (files.signed()) {
      lead(exchange, "/");
      return;
    }
    send(exchange, 200, "text/html; charset=utf-8", resource("/stand-in/license.html"));
  }

  private void accept(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      send(exchange, 405, "text/plain", new byte[0]);
      return;
    }
    files.sign();
    activity.note(Activity.Kind.GAME, "server of " + userId, "licence agreement accepted");
    lead(exchange, "/");
  }

  private static void lead(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    send(exchange, 302, "text/plain", new byte[0]);
  }

  private void page(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      send(exchange, 404, "text/plain", "The stand-in has one page: /".getBytes(UTF_8));
      return;
    }
    if (!files.signed()) {
      lead(exchange, "/license");
      return;
    }
    send(exchange, 200, "text/html; charset=utf-8", resource("/stand-in/server.html"));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream page = StandInServer.class.getResourceAsStream(name)) {
      return page.readAllBytes();
    }
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
