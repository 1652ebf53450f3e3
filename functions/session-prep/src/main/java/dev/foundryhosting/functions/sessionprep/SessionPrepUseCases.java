package dev.foundryhosting.functions.sessionprep;

import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.session.PrepareSessions;
import dev.foundryhosting.session.SessionReconciler;
import dev.foundryhosting.session.Sessions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases of the domain as beans. */
class SessionPrepUseCases {
  @Produces
  @Singleton
  PrepareSessions prepare(
      Sessions sessions, SessionReconciler reconciler, ProblemLog journal, Clock clock) {
    return new PrepareSessions(sessions, reconciler, journal, clock);
  }
}
