/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.autoshutdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.shutdown.PlayerCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPlayerCountsTest {
  private static final Subdomain CASTLE = new Subdomain("castle");

  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpServer server;

  /** How the server answers one request. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void close() {
    ended.countDown();
    server.stop(0);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"active\":true,\"version\":\"13.351\",\"world\":\"w\",\"system\":\"dnd5e\",\"users\":4,\"uptime\":9} | 4",
        "{\"active\":true,\"users\":0} | 0",
        "{\"users\":2} | 2",
        "{\"active\":false} | 0",
        "{\"active\":false,\"users\":3} | 0",
        "{\"active\":true} | -1",
        "{} | -1",
        "{\"active\":true,\"users\":\"4\"} | -1",
        "{\"active\":true,\"users\":4.5} | -1",
        "{\"active\":true,\"users\":-1} | -1",
        "{\"active\":true,\"users\":99999999999} | -1",
        "{\"active\":true,\"users\":null} | -1",
        "{\"active\":\"no\",\"users\":1} | 1",
        "[1] | -1",
        "4 | -1",
        "<html>Foundry</html> | -1",
        "'' | -1"
      })
  void anAnswerHasACount(String body, int players) {
    answering(exchange -> send(exchange, 200, body.getBytes(UTF_8)));

    assertThat(read()).isEqualTo(players < 0 ? OptionalInt.empty() : OptionalInt.of(players));
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "404", "500", "502", "503", "204"})
  void anotherStatusIsNoCount(int status) {
    answering(exchange -> send(exchange, status, "{\"users\":3}".getBytes(UTF_8)));

    assertThat(read()).isEmpty();
  }

  @Test
  void aMegabyteOfJunkIsNoCount() {
    answering(exchange -> send(exchange, 200, " ".repeat(1 << 20).getBytes(UTF_8)));

    assertThat(read()).isEmpty();
  }

  @Test
  void aServerThatNeverAnswersHasNoCount() {
    answering(exchange -> ended.await());

    assertThat(read()).isEmpty();
  }

  @Test
  void aServerThatSendsAByteAtATimeHasNoCount() {
    answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          while (ended.getCount() > 0) {
            body.write(' ');
            body.flush();
            boolean unused = ended.await(200, TimeUnit.MILLISECONDS);
          }
        });

    assertThat(read()).isEmpty();
  }

  @Test
  void theConnectionOfAServerThatGoesOnSendingIsClosed() throws InterruptedException {
    CountDownLatch hungUp = new CountDownLatch(1);
    answering(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          try {
            while (ended.getCount() > 0) {
              body.write(' ');
              body.flush();
              boolean unused = ended.await(100, TimeUnit.MILLISECONDS);
            }
          } catch (IOException e) {
            hungUp.countDown();
          }
        });

    assertThat(read()).isEmpty();

    assertThat(hungUp.await(3, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aClosedPortIsNoCount() {
    server.stop(0);

    assertThat(read()).isEmpty();
  }

  @Test
  void theServerIsAskedUnderItsOwnName() {
    answering(
        exchange -> {
          boolean own = exchange.getRequestURI().getPath().equals("/castle/play.example.org");
          send(exchange, own ? 200 : 404, "{\"users\":1}".getBytes(UTF_8));
        });

    assertThat(read()).hasValue(1);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "302, /license, true",
    "307, https://castle.play.example.org/license, true",
    "301, /some/prefix/license, true",
    "302, /license?from=elsewhere, true",
    "302, /setup, false",
    "302, /join, false",
    "302, /license-notes, false",
    "302, /license/help, false",
    "302, '', false",
    "200, /license, false",
    "404, /license, false"
  })
  void theFrontPageOfAServerWithoutAWorldSaysWhatItWaitsFor(
      int status, String location, boolean agreement) {
    answering(
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/")) {
            exchange.getResponseHeaders().set("Location", location);
            send(exchange, status, new byte[0]);
          } else {
            send(exchange, 200, "{\"active\":false}".getBytes(UTF_8));
          }
        });

    assertThat(reading().players()).hasValue(0);
    assertThat(reading().attention())
        .isEqualTo(Optional.of(Attention.LICENSE_AGREEMENT).filter(any -> agreement));
  }

  @ParameterizedTest(name = "{0} {1}: same {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"active\":false,\"version\":\"13.351\",\"uptime\":9} | {\"active\":false,\"uptime\":309.5,\"version\":\"13.351\"} | true",
        "{\"active\":false,\"version\":\"13.351\"} | {\"active\":false,\"version\":\"13.352\"} | false",
        "{\"active\":false} | {\"active\":false,\"world\":\"w\"} | false",
        "{\"active\":false,\"world\":\"v\"} | {\"active\":false,\"world\":\"w\"} | false"
      })
  void anAnswerWithoutAWorldIsKnownAgainWhateverTheUptime(
      String before, String after, boolean same) {
    AtomicReference<String> body = new AtomicReference<>(before);
    answering(exchange -> send(exchange, 200, body.get().getBytes(UTF_8)));
    Optional<String> first = reading().setup();
    body.set(after);

    assertThat(first).isPresent();
    assertThat(reading().setup().equals(first)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"active\":true,\"users\":0}", "{\"users\":2}", "{\"active\":true}", "{}", "4"})
  void aServerThatDoesNotDenyAWorldIsNotSetUp(String body) {
    answering(exchange -> send(exchange, 200, body.getBytes(UTF_8)));

    assertThat(reading().setup()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"active\":true,\"users\":0,\"world\":\"the keep\"} | the keep",
        "{\"users\":2,\"world\":\"O'Hara\"} | O'Hara",
        "{\"active\":false,\"world\":\"keep\"} |",
        "{\"active\":true,\"world\":\"keep\"} |",
        "{\"users\":2,\"world\":\"../Config\"} |",
        "{\"users\":2,\"world\":\"a\\u0000b\"} |",
        "{\"users\":2,\"world\":\"\"} |",
        "{\"users\":2,\"world\":7} |",
        "{\"users\":2,\"world\":null} |"
      })
  void theOpenWorldIsKnownByAFolderName(String body, String world) {
    answering(exchange -> send(exchange, 200, body.getBytes(UTF_8)));

    assertThat(reading().world().map(WorldName::value)).isEqualTo(Optional.ofNullable(world));
  }

  @Test
  void theFrontPageOfAServerThatIsPlayedOnIsNotAskedFor() {
    answering(
        exchange -> {
          assertThat(exchange.getRequestURI().getPath()).isNotEqualTo("/");
          send(exchange, 200, "{\"active\":true,\"users\":2}".getBytes(UTF_8));
        });

    assertThat(reading()).isEqualTo(PlayerCounts.Reading.counted(2));
  }

  @Test
  void aFrontPageThatNeverAnswersLeavesTheCount() {
    answering(
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/")) {
            ended.await();
          }
          send(exchange, 200, "{\"active\":false}".getBytes(UTF_8));
        });

    assertThat(reading().players()).hasValue(0);
    assertThat(reading().setup()).isPresent();
  }

  private OptionalInt read() {
    return reading().players();
  }

  private PlayerCounts.Reading reading() {
    Environment environment =
        new Environment(
            Map.of(
                "DOMAIN_NAME",
                "play.example.org",
                "FOUNDRY_PROBE_URL_TEMPLATE",
                "http://127.0.0.1:%d/{subdomain}/{domain}"
                    .formatted(server.getAddress().getPort())));
    return new HttpPlayerCounts(environment).read(CASTLE);
  }

  private void answering(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, status == 204 ? -1 : Math.max(body.length, 1));
    if (status != 204) {
      exchange.getResponseBody().write(body.length == 0 ? new byte[] {' '} : body);
    }
  }
}
