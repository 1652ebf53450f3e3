package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.license.License;
import dev.foundryhosting.session.Session;
import java.util.Objects;
import java.util.Optional;

/**
 * All that is looked at to decide what a session needs.
 *
 * @param session the session
 * @param license the licence that is booked; empty when it is gone
 * @param server the user's server; empty when there is none, or only a tombstone
 * @param holder the server of somebody else whose run holds the licence now
 */
record SessionContext(
    Session session,
    Optional<License> license,
    Optional<Instance> server,
    Optional<Instance> holder) {
  SessionContext {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(license, "license");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(holder, "holder");
  }

  /** The run of the user's server. */
  Optional<Run> run() {
    return server.flatMap(Instance::run);
  }

  /** The run of the user's server, if it serves this session. */
  Optional<Run> servingRun() {
    return run()
        .filter(
            run ->
                run.booking().filter(b -> b.sessionId().equals(session.sessionId())).isPresent());
  }
}
