/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.license.License;
import dev.foundryhosting.session.Session;
import java.util.Optional;

/**
 * What the plan of a session depends on.
 *
 * @param license the booked one; empty when it is gone
 * @param server of the session's user; empty when there is none but a tombstone
 * @param holder the server of another user whose run holds the licence now
 */
record SessionContext(
    Session session,
    Optional<License> license,
    Optional<Instance> server,
    Optional<Instance> holder) {
  Optional<Run> run() {
    return server.flatMap(Instance::run);
  }

  /** The run of the user's server, if it is for this session. */
  Optional<Run> servingRun() {
    return run()
        .filter(
            run ->
                run.booking().filter(b -> b.sessionId().equals(session.sessionId())).isPresent());
  }

  /** Whether the user's server is to run. */
  boolean serverWanted() {
    return server.filter(instance -> instance.desired() == Desired.RUNNING).isPresent();
  }

  /** Whether players can join the user's server for this session. */
  boolean joinable() {
    return servingRun().isPresent()
        && serverWanted()
        && server.orElseThrow().status() == Status.RUNNING;
  }

  /** Whether the session may take place on the licence. */
  boolean licensed() {
    return license.filter(booked -> booked.honours(session.userId())).isPresent();
  }
}
