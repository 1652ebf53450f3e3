package dev.foundryhosting.shutdown;

import java.time.Instant;

/** What is to be done with a running server. */
public sealed interface Decision {
  /**
   * It goes on, and what was announced before holds no more.
   *
   * @param until it must be looked at again by then
   */
  record Keep(Instant until) implements Decision {}

  /**
   * Its end is, or stays, announced.
   *
   * @param at when it will be stopped
   * @param why a sentence for its user
   * @param canKeepAlive whether its user may put it off
   */
  record Warn(Instant at, String why, boolean canKeepAlive) implements Decision {}

  /**
   * It is stopped now.
   *
   * @param why a sentence for its user
   */
  record Stop(String why) implements Decision {}
}
