package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.StopCause;
import java.time.Instant;

/** What is to be done with a running server. */
public sealed interface ShutdownDecision {
  /**
   * It goes on, and what was announced before holds no more.
   *
   * @param until it must be looked at again by then
   */
  record Keep(Instant until) implements ShutdownDecision {}

  /**
   * Its end is, or stays, announced.
   *
   * @param at when it will be stopped
   * @param stopCause what it will have ended by
   * @param canKeepAlive whether its user may put it off
   */
  record Warn(Instant at, StopCause stopCause, boolean canKeepAlive) implements ShutdownDecision {}

  /**
   * It is stopped now.
   *
   * @param stopCause what it ends by
   */
  record Stop(StopCause stopCause) implements ShutdownDecision {}
}
