/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.Notifications;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.command.AnnounceShutdown;
import dev.foundryhosting.instance.command.ReclaimLicense;
import dev.foundryhosting.instance.command.StartInstance;
import dev.foundryhosting.instance.command.StopInstance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.ProblemLog;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingPolicy;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import dev.foundryhosting.session.port.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings sessions to the state they should be in, one step after the other. Each step is
 * repeatable: an interrupted session is due again until nothing is left to do. No lease is needed,
 * since each write is conditional.
 */
public final class SessionReconciler {
  /** More than a session needs at a time. */
  private static final int STEPS = 12;

  /** The least time before the deadline at which a step begins. */
  private static final Duration STEP_NEEDS = Duration.ofSeconds(10);

  private final Sessions sessions;
  private final Instances instances;
  private final Licenses licenses;
  private final Reservations reservations;
  private final Notifications notifications;
  private final InstanceReconciler reconciler;
  private final StartInstance start;
  private final StopInstance stop;
  private final AnnounceShutdown announce;
  private final ReclaimLicense reclaim;
  private final ProblemLog problemLog;
  private final Clock clock;

  public SessionReconciler(
      Sessions sessions,
      Instances instances,
      Licenses licenses,
      Reservations reservations,
      Notifications notifications,
      InstanceReconciler reconciler,
      StartInstance start,
      ProblemLog problemLog,
      Clock clock) {
    this.sessions = sessions;
    this.instances = instances;
    this.licenses = licenses;
    this.reservations = reservations;
    this.notifications = notifications;
    this.reconciler = reconciler;
    this.start = start;
    this.stop = new StopInstance(instances, reconciler, clock);
    this.announce = new AnnounceShutdown(instances, reconciler, clock);
    this.reclaim = new ReclaimLicense(instances, reconciler, clock);
    this.problemLog = problemLog;
    this.clock = clock;
  }

  /** The session as it stands now, and the states that it came to, in order. */
  public record Advance(Optional<Session> session, List<SessionStatus> reached) {}

  /**
   * Takes the next steps of a session.
   *
   * @throws PlatformException {@code DEPENDENCY_FAILED}; the session stays due
   */
  public Advance advance(SessionId id, Deadline deadline) {
    List<SessionStatus> reached = new ArrayList<>();
    Set<SessionAction> taken = new HashSet<>();
    for (int step = 0; step < STEPS && deadline.leaves(STEP_NEEDS); step++) {
      Optional<Session> found = sessions.find(id);
      if (found.isEmpty()) {
        return new Advance(found, reached);
      }
      Session session = found.get();
      SessionAction action = next(session, taken);
      Optional<Session> written = take(action, session, deadline);
      if (!(action instanceof SessionAction.Publish && written.isPresent())) {
        taken.add(action);
      }
      written
          .map(Session::status)
          .filter(status -> status != session.status())
          .ifPresent(reached::add);
      if (action instanceof SessionAction.Requeue && written.isPresent()) {
        return new Advance(written, reached);
      }
    }
    return new Advance(sessions.find(id), reached);
  }

  /**
   * As {@link #advance}, after a command that has succeeded already: a failure is only logged, and
   * a later tick goes on.
   *
   * @return the session as it stands now; empty when that is not known
   */
  public Optional<Session> follow(SessionId id, Deadline deadline) {
    try {
      return advance(id, deadline).session();
    } catch (PlatformException e) {
      problemLog.trouble("Session %s goes on later: %s".formatted(id, e.getMessage()), e);
      return Optional.empty();
    }
  }

  /** Announces the stop of a borrower's run that is in its session's overtime. */
  public void endOvertime(License license, Deadline deadline) {
    license
        .run()
        .filter(claim -> !claim.user().equals(license.ownerId()))
        .ifPresent(claim -> reclaim.from(claim, deadline));
  }

  /** A step that was taken already and changed nothing waits for the next tick. */
  private SessionAction next(Session session, Set<SessionAction> taken) {
    Instant now = clock.instant();
    SessionAction action =
        taken.contains(new SessionAction.Publish())
            ? SessionPlan.nextUnpublished(context(session), now)
            : SessionPlan.next(context(session), now);
    if (!taken.contains(action)) {
      return action;
    }
    boolean done = action instanceof SessionAction.EndSharing && session.outbox().isEmpty();
    return new SessionAction.Requeue(
        done ? Optional.empty() : Optional.of(now.plus(SessionPlan.LOOK_AGAIN)));
  }

  private SessionContext context(Session session) {
    Optional<License> license = licenses.find(session.licenseId());
    return new SessionContext(
        session,
        license,
        instances.find(session.userId()).filter(instance -> !instance.gone()),
        license.flatMap(License::run).flatMap(claim -> holder(claim, session.userId())));
  }

  private Optional<Instance> holder(RunClaim claim, UserId user) {
    return claim.user().equals(user)
        ? Optional.empty()
        : instances.find(claim.user()).filter(instance -> instance.runs(claim.runId()));
  }

  /** The session as it was written; empty when it was not written, or that is not known. */
  private Optional<Session> take(SessionAction action, Session session, Deadline deadline) {
    return switch (action) {
      case SessionAction.Publish() -> publish(session);
      case SessionAction.Save(Session changed) -> sessions.save(changed);
      case SessionAction.Close(Session closed) -> sessions.close(closed);
      case SessionAction.Requeue(Optional<Instant> at) ->
          session.dueAt().equals(at) ? Optional.of(session) : sessions.save(session.due(at));
      case SessionAction.Start() -> start(session, deadline);
      case SessionAction.Adopt(String runId) ->
          unwritten(() -> adopt(session.reservation(), runId));
      case SessionAction.Announce(SessionAction.Target target, Notice notice) ->
          unwritten(() -> announce.announce(target.user(), target::matches, notice, deadline));
      case SessionAction.Stop(SessionAction.Target target, StopCause stopCause) ->
          unwritten(() -> stop.stop(target.user(), target::matches, stopCause, deadline));
      case SessionAction.Reconcile(UserId user) ->
          unwritten(() -> reconciler.reconcile(user, deadline));
      case SessionAction.EndSharing() -> unwritten(() -> endSharing(session.licenseId()));
    };
  }

  /** Takes a step that changes another record than the session's. */
  private static Optional<Session> unwritten(Runnable step) {
    step.run();
    return Optional.empty();
  }

  /** A failure does not keep the session from going on: a later tick publishes the events. */
  private Optional<Session> publish(Session session) {
    try {
      notifications.publish(session.outbox());
    } catch (PlatformException e) {
      problemLog.trouble(
          "The events of session %s are published later: %s"
              .formatted(session.sessionId(), e.getMessage()),
          e);
      return Optional.empty();
    }
    return sessions.save(session.published(session.outbox()));
  }

  /** The obstacle to a start may be gone at the next tick. */
  private Optional<Session> start(Session session, Deadline deadline) {
    try {
      var unused = start.start(session.userId(), deadline);
      return Optional.empty();
    } catch (PlatformException e) {
      problemLog.trouble(
          "The server for session %s did not start: %s"
              .formatted(session.sessionId(), e.getMessage()),
          e);
      return sessions.save(session.startFailed(e.getMessage(), clock.instant()));
    }
  }

  /**
   * The write claims the licence too, and fails unless the reservation exists: a session that is
   * cancelled meanwhile takes over no server.
   */
  private void adopt(Reservation reservation, String runId) {
    instances
        .find(reservation.userId())
        .filter(instance -> instance.desired() == Desired.RUNNING && instance.runs(runId))
        .ifPresent(
            found -> {
              // The next look sees the result.
              var unused = instances.claim(found.serving(reservation, clock.instant()));
            });
  }

  private void endSharing(LicenseId id) {
    // Bookings are read after the licence: a later booking changes the licence.
    var unused =
        licenses.update(
            id,
            license ->
                license.in(
                    SharingPolicy.afterBookingEnded(
                        license.sharing(), !reservations.borrowed(id).isEmpty())));
  }
}
