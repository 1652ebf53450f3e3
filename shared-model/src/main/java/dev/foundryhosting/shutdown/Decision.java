package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Ending;
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
   * @param ending what it will have ended by
   * @param canKeepAlive whether its user may put it off
   */
  record Warn(Instant at, Ending ending, boolean canKeepAlive) implements Decision {}

  /**
   * It is stopped now.
   *
   * @param ending what it ends by
   */
  record Stop(Ending ending) implements Decision {}
}
