/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import java.time.Instant;
import java.util.Optional;

/** The next step of a session. */
sealed interface SessionAction {
  /** Publish the events in the outbox. */
  record Publish() implements SessionAction {}

  record Save(Session changed) implements SessionAction {}

  /** Write the closed session and end its reservation. */
  record Close(Session closed) implements SessionAction {}

  /** Start the user's server. */
  record Start() implements SessionAction {}

  /** Let the user's run, which holds the booked licence already, serve the session. */
  record Adopt(String runId) implements SessionAction {}

  /** Announce the stop of a run. */
  record Announce(Target target, Notice notice) implements SessionAction {}

  record Stop(Target target, StopCause stopCause) implements SessionAction {}

  /** Let the instance reconciler work on a server. */
  record Reconcile(UserId user) implements SessionAction {}

  /** End the sharing of the licence, if it stops with this session. */
  record EndSharing() implements SessionAction {}

  /** A run as the plan saw it; it does not match once the run serves another session. */
  record Target(UserId user, String runId, Optional<Reservation> booking) {
    static Target of(UserId user, Run run) {
      return new Target(user, run.runId(), run.booking());
    }

    boolean matches(Run run) {
      return run.runId().equals(runId) && run.booking().equals(booking);
    }
  }

  /**
   * Nothing to do now.
   *
   * @param at the time of the next look; empty for never
   */
  record Requeue(Optional<Instant> at) implements SessionAction {}
}
