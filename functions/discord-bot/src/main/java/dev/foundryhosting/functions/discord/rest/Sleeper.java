/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.discord.rest;

import dev.foundryhosting.error.PlatformException;
import java.time.Duration;

/** Waits; in tests the clock goes on instead. */
@FunctionalInterface
public interface Sleeper {
  void pause(Duration length);

  static Sleeper sleeping() {
    return length -> {
      try {
        Thread.sleep(length);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw PlatformException.dependency("Interrupted while waiting.", true, e);
      }
    };
  }
}
