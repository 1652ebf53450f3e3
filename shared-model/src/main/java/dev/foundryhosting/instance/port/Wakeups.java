package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;

/**
 * Port: asks for a look at an instance in a little while. It only makes things prompt: the sweep
 * finds the same work by {@code nextCheckAt}.
 */
public interface Wakeups {
  /** How soon a look is worth its cost while something is moving. */
  default Duration pause() {
    return Duration.ofSeconds(10);
  }

  /**
   * @param delay at most 15 minutes
   */
  void wake(UserId user, Duration delay);
}
