package dev.foundryhosting.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An impatient player, who reloads the page all the time and remembers what came. */
final class Player implements AutoCloseable {
  private final List<Integer> seen = new ArrayList<>();
  private final Thread thread;
  private volatile boolean patient;

  Player(Caller caller, String subdomain) {
    thread = Thread.startVirtualThread(() -> reload(caller, subdomain));
  }

  /** The status codes in their order, each row of equal ones once. */
  List<Integer> seen() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  @Override
  public void close() {
    patient = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void reload(Caller caller, String subdomain) {
    while (!patient) {
      int status = caller.play(subdomain, "/").statusCode();
      synchronized (seen) {
        if (seen.isEmpty() || seen.getLast() != status) {
          seen.add(status);
        }
      }
      Caller.pause(Duration.ofMillis(50));
    }
  }
}
