package dev.foundryhosting.session;

import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/** What a session needs next. */
sealed interface SessionAction {
  /** Tell what happened. */
  record Publish() implements SessionAction {}

  /** Write the session as it is from now on. */
  record Become(Session changed) implements SessionAction {}

  /** Write the session as it ends, and end its reservation. */
  record Close(Session closed) implements SessionAction {}

  /** Start the user's server. */
  record Start() implements SessionAction {}

  /** Have the user's server, which runs on the booked licence anyway, serve the session. */
  record Adopt(String runId) implements SessionAction {}

  /** Announce the end of a run. */
  record Announce(UserId user, String runId, Notice notice) implements SessionAction {}

  /** Stop a server whose run nobody may join, or whose user called the session off. */
  record Stop(UserId user, String runId, String why) implements SessionAction {}

  /** Have the reconciler look at a server. */
  record Look(UserId user) implements SessionAction {}

  /** See whether the licence's lending ends with this session. */
  record SettleLending() implements SessionAction {}

  /**
   * Nothing for now.
   *
   * @param until look again then; empty for never again
   */
  record Rest(Optional<Instant> until) implements SessionAction {}
}
