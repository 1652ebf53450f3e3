/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.balancer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.foundryhosting.local.fargate.Fargate;
import dev.foundryhosting.local.fargate.StandInServer;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * Stands in for the load balancer: forwards requests to the stand-in servers by the emulated
 * listener's rules and the targets' health. No web sockets: the stand-in has none.
 */
@Singleton
public class LoadBalancer implements HttpHandler {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Headers of one connection ("Hop-by-hop headers" of HTTP); the client sets its own. */
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "host", "content-length", "upgrade", "transfer-encoding", "expect");

  private final Listener listener;
  private final Fargate fargate;
  private final Template noServer;
  private final String console;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  LoadBalancer(
      Listener listener,
      Fargate fargate,
      @Location("stand-in/no-server.html") Template noServer,
      @ConfigProperty(name = "quarkus.http.port") int consolePort) {
    this.listener = listener;
    this.fargate = fargate;
    this.noServer = noServer;
    this.console = "http://localhost:" + consolePort + "/";
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      RequestTarget target =
          RequestTarget.of(
              exchange.getRequestHeaders().getFirst("Host"), exchange.getRequestURI().getRawPath());
      if (target.host().isEmpty()) {
        send(exchange, 400, "The request names no host.");
        return;
      }
      Optional<ListenerRule> rule =
          ListenerRule.deciding(listener.rules(), target.host(), target.path());
      Optional<StandInServer> server = rule.flatMap(this::healthyTarget);
      if (server.isPresent()) {
        forward(exchange, server.get().address(), target.path());
      } else if (rule.isPresent()) {
        refuse(exchange, 503, target, "is not ready", "Wait a moment and try again.");
      } else {
        refuse(exchange, 404, target, "is not running", "Its game master can start it.");
      }
    }
  }

  private Optional<StandInServer> healthyTarget(ListenerRule rule) {
    return listener.targets(rule.targetGroupArn()).stream()
        .filter(target -> target.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
        .flatMap(target -> fargate.serverAt(target.target().id()).stream())
        .findFirst();
  }

  private void forward(HttpExchange exchange, URI server, String path) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(query == null ? path : path + "?" + query))
            .timeout(TIMEOUT)
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    copy(exchange.getRequestHeaders(), request::header);
    request.setHeader("X-Forwarded-Proto", "http");
    request.setHeader("X-Forwarded-For", "127.0.0.1");
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      copy(answer.headers().map(), exchange.getResponseHeaders()::add);
      respond(exchange, answer.statusCode(), answer.body());
    } catch (IOException e) {
      send(exchange, 502, "The server ended during the request.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(
      Map<String, List<String>> headers, BiConsumer<String, String> destination) {
    headers.forEach(
        (name, values) -> {
          if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> destination.accept(name, value));
          }
        });
  }

  private void refuse(
      HttpExchange exchange, int status, RequestTarget target, String what, String advice)
      throws IOException {
    String page =
        noServer
            .data("host", target.host())
            .data("what", what)
            .data("advice", advice)
            .data("console", console)
            .render();
    send(exchange, status, page);
  }

  private static void send(HttpExchange exchange, int status, String html) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    respond(exchange, status, html.getBytes(UTF_8));
  }

  private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }
}
