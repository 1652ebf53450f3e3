/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.platform.UserId;
import java.time.Duration;

/**
 * Port: delayed requests to reconcile an instance. They only make things prompt: the sweep finds
 * the same work by {@code nextCheckAt}.
 */
public interface Wakeups {
  /** How soon a wake-up is worth its cost. */
  default Duration pause() {
    return Duration.ofSeconds(10);
  }

  /** The delay is at most 15 minutes. */
  void wake(UserId user, Duration delay);
}
