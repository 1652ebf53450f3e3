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
 * @param console of the console and the function host; the game traffic is on the next one
 */
record LaptopPorts(int console) {
  private static final int USUAL = 8080;
  private static final int FIRST_OF_DEMO = 18080;
  private static final int LAST = 65534;
  private static final int STEP = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  LaptopPorts {
    if (console < 1 || console > LAST) {
      throw new IllegalArgumentException(
          "PORT must be a number from 1 to %d, since the next one is used as well."
              .formatted(LAST));
    }
  }

  /**
   * @param wanted the variable {@code PORT}; null or empty for the usual one
   */
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

  /** Two that nobody uses, out of the way of a person's own. */
  static LaptopPorts free() {
    return freeFrom(FIRST_OF_DEMO);
  }

  int game() {
    return console + 1;
  }

  /** Why these cannot be taken and which could; empty when they can. */
  Optional<String> refusal() {
    if (isFree()) {
      return Optional.empty();
    }
    String what =
        weAreThere()
            ? "foundry-hosting already runs here: http://localhost:" + console + "/"
            : "Port %d or %d is in use by another program.".formatted(console, game());
    LaptopPorts other = freeFrom(console + STEP);
    return Optional.of(
        "%s%nFor a second one choose another port: PORT=%d make run"
            .formatted(what, other.console));
  }

  private static LaptopPorts freeFrom(int first) {
    return IntStream.concat(from(first), from(FIRST_OF_DEMO))
        .mapToObj(LaptopPorts::new)
        .filter(LaptopPorts::isFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No two ports in a row are free."));
  }

  private static IntStream from(int first) {
    return IntStream.iterate(first, port -> port < LAST, port -> port + STEP);
  }

  private boolean isFree() {
    return isFree(console) && isFree(game());
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean weAreThere() {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/console/api/state".formatted(console)))
            .timeout(PATIENCE)
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
