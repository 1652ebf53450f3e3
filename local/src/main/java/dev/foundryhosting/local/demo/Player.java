/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A player who reloads the page all the time. */
final class Player implements AutoCloseable {
  private final List<Integer> seen = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> reloading;
  private volatile boolean closed;

  Player(DemoUser user, String subdomain) {
    reloading =
        CompletableFuture.runAsync(() -> reload(user, subdomain), Thread::startVirtualThread);
  }

  /** The status codes in their order, equal ones in a row once. */
  List<Integer> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    closed = true;
    reloading.join();
  }

  private void reload(DemoUser user, String subdomain) {
    while (!closed) {
      int status = user.play(subdomain, "/").statusCode();
      if (seen.isEmpty() || seen.getLast() != status) {
        seen.add(status);
      }
      DemoUser.pause(Duration.ofMillis(50));
    }
  }
}
