/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The two loopback ports of the laptop edition.
 *
 * @param console of the console and the function host; game traffic uses the next one
 */
record LaptopPorts(int console) {
  private static final int USUAL = 8080;
  private static final int FIRST_OF_DEMO = 18080;
  private static final int LAST = 65534;
  private static final int STEP = 10;
  private static final Duration LIMIT = Duration.ofSeconds(2);

  LaptopPorts {
    if (console < 1 || console > LAST) {
      throw new IllegalArgumentException(
          "PORT must be a number from 1 to %d, since the next one is used as well."
              .formatted(LAST));
    }
  }

  /** Reads the variable {@code PORT}; null or empty means the usual one. */
  static LaptopPorts of(String wanted) {
    if (wanted == null || wanted.isBlank()) {
      return new LaptopPorts(USUAL);
    }
    try {
      return new LaptopPorts(Integer.parseInt(wanted.strip()));
    } catch (NumberFormatException e) {
      return new LaptopPorts(0);
    }
  }

  /** Two free ports, away from the usual ones. */
  static LaptopPorts free() {
    return freeFrom(FIRST_OF_DEMO);
  }

  int game() {
    return console + 1;
  }

  /**
   * Why these ports cannot be taken, and which can; empty when they can.
   *
   * @param target of make, which is started
   */
  Optional<String> refusal(String target) {
    if (areFree()) {
      return Optional.empty();
    }
    String what =
        answersAsConsole()
            ? "foundry-hosting already runs here: http://localhost:" + console + "/"
            : "Port %d or %d is in use by another program.".formatted(console, game());
    return Optional.of(
        "%s%nFor a second one choose another port: PORT=%d make %s"
            .formatted(what, freeFrom(console + STEP).console, target));
  }

  /** The first two free ports from there on. */
  static LaptopPorts freeFrom(int first) {
    return IntStream.of(first, FIRST_OF_DEMO)
        .flatMap(start -> IntStream.iterate(start, port -> port < LAST, port -> port + STEP))
        .mapToObj(LaptopPorts::new)
        .filter(LaptopPorts::areFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No two ports in a row are free."));
  }

  private boolean areFree() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(console, 1, loopback);
        ServerSocket other = new ServerSocket(game(), 1, loopback)) {
      return one.isBound() && other.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean answersAsConsole() {
    URI state = URI.create("http://127.0.0.1:%d/console/api/state".formatted(console));
    HttpRequest request = HttpRequest.newBuilder(state).timeout(LIMIT).build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      return http.sendAsync(request, BodyHandlers.discarding())
          .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
          .join();
    }
  }
}
