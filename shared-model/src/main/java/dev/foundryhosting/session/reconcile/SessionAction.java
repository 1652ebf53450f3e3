package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import java.time.Instant;
import java.util.Optional;

/** What a session needs next. */
sealed interface SessionAction {
  /** Tell what happened. */
  record Publish() implements SessionAction {}

  /** Write the session as it is from now on. */
  record Save(Session changed) implements SessionAction {}

  /** Write the session as it ends, and end its reservation. */
  record Close(Session closed) implements SessionAction {}

  /** Start the user's server. */
  record Start() implements SessionAction {}

  /** Have the user's server, which runs on the booked licence anyway, serve the session. */
  record Adopt(String runId) implements SessionAction {}

  /** Announce the end of a run. */
  record Announce(Target target, Notice notice) implements SessionAction {}

  /** Stop a server whose run nobody may join, or whose user called the session off. */
  record Stop(Target target, StopCause stopCause) implements SessionAction {}

  /** Have the reconciler look at a server. */
  record Reconcile(UserId user) implements SessionAction {}

  /** See whether the licence's lending ends with this session. */
  record EndSharing() implements SessionAction {}

  /**
   * A run as it was seen. One that serves another session by now is not meant any more.
   *
   * @param user whose server it is
   */
  record Target(UserId user, String runId, Optional<Reservation> booking) {
    static Target of(UserId user, Run run) {
      return new Target(user, run.runId(), run.booking());
    }

    boolean matches(Run run) {
      return run.runId().equals(runId) && run.booking().equals(booking);
    }
  }

  /**
   * Nothing for now.
   *
   * @param until look again then; empty for never again
   */
  record Requeue(Optional<Instant> until) implements SessionAction {}
}
