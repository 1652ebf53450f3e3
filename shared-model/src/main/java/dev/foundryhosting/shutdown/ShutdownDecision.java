/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.StopCause;
import java.time.Instant;

/** What happens to a running server. */
public sealed interface ShutdownDecision {
  /** It runs on, and a notice that can be put off is withdrawn. */
  record Keep() implements ShutdownDecision {}

  /**
   * It will be stopped, and players are warned.
   *
   * @param canKeepAlive whether its user may put it off
   */
  record Warn(Instant at, StopCause stopCause, boolean canKeepAlive) implements ShutdownDecision {}

  /** It is stopped now. */
  record Stop(StopCause stopCause) implements ShutdownDecision {}
}
