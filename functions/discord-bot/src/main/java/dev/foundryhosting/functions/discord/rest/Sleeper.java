package dev.foundryhosting.functions.discord.rest;

import dev.foundryhosting.error.PlatformException;
import java.time.Duration;

/** Lets time pass; in tests without waiting. */
@FunctionalInterface
public interface Sleeper {
  void pause(Duration length);

  /** Really waits. */
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
