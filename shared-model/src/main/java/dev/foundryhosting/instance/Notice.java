/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Duration;
import java.time.Instant;

/**
 * The announcement that a run will be ended although players may be there. At its time the
 * reconciler stops the server.
 *
 * @param canKeepAlive whether its user may put it off
 */
public record Notice(Instant stopAt, StopCause stopCause, boolean canKeepAlive) {
  /** How long before the stop a notice is given at least. */
  public static final Duration AHEAD = Duration.ofMinutes(10);

  /** Whether the time has come. */
  public boolean due(Instant now) {
    return !now.isBefore(stopAt);
  }
}
