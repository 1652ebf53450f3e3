/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import dev.foundryhosting.session.BookingLimits;
import dev.foundryhosting.session.BorrowingLimit;
import dev.foundryhosting.session.command.CancelAllSessions;
import dev.foundryhosting.session.command.CancelSession;
import dev.foundryhosting.session.command.CheckAvailability;
import dev.foundryhosting.session.command.ManageSharing;
import dev.foundryhosting.session.command.ScheduleSession;
import dev.foundryhosting.session.port.Sessions;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The use cases around sessions and licences as beans. */
class SessionUseCases {
  @Produces
  @Singleton
  ScheduleSession schedule(
      Sessions sessions,
      Instances instances,
      Licenses licenses,
      Reservations reservations,
      SessionReconciler reconciler,
      BookingLimits limits,
      RandomSource random,
      Clock clock) {
    return new ScheduleSession(
        sessions, instances, licenses, reservations, reconciler, limits, random, clock);
  }

  @Produces
  @Singleton
  BookingLimits limits(Environment environment) {
    return new BookingLimits(
        Integer.parseInt(environment.get(Variable.MAX_OPEN_SESSIONS)),
        new BorrowingLimit(
            Duration.ofHours(Long.parseLong(environment.get(Variable.MAX_BORROWED_HOURS)))));
  }

  @Produces
  @Singleton
  CancelSession cancel(Sessions sessions, SessionReconciler reconciler, Clock clock) {
    return new CancelSession(sessions, reconciler, clock);
  }

  @Produces
  @Singleton
  CancelAllSessions cancelAll(Sessions sessions, CancelSession cancel, ProblemLog problems) {
    return new CancelAllSessions(sessions, cancel, problems);
  }

  @Produces
  @Singleton
  CheckAvailability availability(
      Licenses licenses, Reservations reservations, BookingLimits limits, Clock clock) {
    return new CheckAvailability(licenses, reservations, limits, clock);
  }

  @Produces
  @Singleton
  ManageSharing sharing(
      Licenses licenses,
      Reservations reservations,
      Instances instances,
      SessionReconciler reconciler,
      Clock clock) {
    return new ManageSharing(licenses, reservations, instances, reconciler, clock);
  }
}
