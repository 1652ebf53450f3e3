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
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
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
 * Brings sessions to where they ought to be: looks, does the next thing, looks again. Every step
 * can be taken twice, and whatever is interrupted goes on with the next tick, since the session
 * stays due until nothing is left to do. No lease is needed: what must not happen twice is kept by
 * the conditions of the writes.
 */
public final class SessionReconciler {
  /** No session needs more steps at a time; what is left is due again. */
  private static final int STEPS = 12;

  /** No step is begun later than this before the deadline. */
  private static final Duration STEP_NEEDS = Duration.ofSeconds(10);

  private final Sessions sessions;
  private final Instances instances;
  private final Licenses licenses;
  private final Reservations reservations;
  private final Notifications notifications;
  private final InstanceReconciler reconciler;
  private final StartInstance start;
  private final StopInstance stop;
  private final AnnounceShutdown notice;
  private final ReclaimLicense makeRoom;
  private final ProblemLog journal;
  private final Clock clock;

  /**
   * @param start starts the server for whatever the user has booked by then
   */
  public SessionReconciler(
      Sessions sessions,
      Instances instances,
      Licenses licenses,
      Reservations reservations,
      Notifications notifications,
      InstanceReconciler reconciler,
      StartInstance start,
      ProblemLog journal,
      Clock clock) {
    this.sessions = sessions;
    this.instances = instances;
    this.licenses = licenses;
    this.reservations = reservations;
    this.notifications = notifications;
    this.reconciler = reconciler;
    this.start = start;
    this.stop = new StopInstance(instances, reconciler, clock);
    this.notice = new AnnounceShutdown(instances, reconciler, clock);
    this.makeRoom = new ReclaimLicense(instances, reconciler, clock);
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * How far a session was brought.
   *
   * @param reached what it became on the way, in order
   */
  public record Advance(Optional<Session> session, List<SessionStatus> reached) {
    public Advance {
      reached = List.copyOf(reached);
    }
  }

  /**
   * Takes the next steps of a session.
   *
   * @throws PlatformException {@code DEPENDENCY_FAILED}: then it is due again
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
      SessionAction action = action(session, taken);
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
   * As {@link #advance}, for whoever has done what was asked for: what goes wrong from then on is
   * told to the journal, and made good by a later tick.
   *
   * @return the session as it stands then; empty when that is not known
   */
  public Optional<Session> follow(SessionId id, Deadline deadline) {
    try {
      return advance(id, deadline).session();
    } catch (PlatformException e) {
      journal.trouble("Session %s goes on later: %s".formatted(id, e.getMessage()), e);
      return Optional.empty();
    }
  }

  /** Has a borrower's server end within ten minutes that runs on after its session. */
  public void endOvertime(License license, Deadline deadline) {
    license
        .run()
        .filter(claim -> !claim.user().equals(license.ownerId()))
        .ifPresent(claim -> makeRoom.from(claim, deadline));
  }

  /** What is next; what was done already and changed nothing is left for the next tick. */
  private SessionAction action(Session session, Set<SessionAction> taken) {
    Instant now = clock.instant();
    SessionAction action =
        taken.contains(new SessionAction.Publish())
            ? SessionPlan.nextUnpublished(situation(session), now)
            : SessionPlan.next(situation(session), now);
    if (!taken.contains(action)) {
      return action;
    }
    boolean settled = action instanceof SessionAction.EndSharing && session.outbox().isEmpty();
    return new SessionAction.Requeue(
        settled ? Optional.empty() : Optional.of(now.plus(SessionPlan.LOOK_AGAIN)));
  }

  private SessionContext situation(Session session) {
    Optional<License> license = licenses.find(session.licenseId());
    return new SessionContext(
        session,
        license,
        instances.find(session.userId()).filter(instance -> !instance.gone()),
        license.flatMap(held -> holder(held, session.userId())));
  }

  private Optional<Instance> holder(License license, UserId user) {
    return license
        .run()
        .filter(claim -> !claim.user().equals(user))
        .flatMap(
            claim ->
                instances
                    .find(claim.user())
                    .filter(i -> i.run().filter(r -> r.runId().equals(claim.runId())).isPresent()));
  }

  /** The session as it was written; empty when it was not, or when that is not known. */
  private Optional<Session> take(SessionAction action, Session session, Deadline deadline) {
    return switch (action) {
      case SessionAction.Publish() -> publish(session);
      case SessionAction.Save(Session changed) -> sessions.save(changed);
      case SessionAction.Close(Session closed) -> sessions.close(closed);
      case SessionAction.Requeue(Optional<Instant> until) ->
          session.dueAt().equals(until) ? Optional.of(session) : sessions.save(session.due(until));
      case SessionAction.Start() -> start(session, deadline);
      case SessionAction.Adopt(String runId) -> {
        adopt(session.reservation(), runId);
        yield Optional.empty();
      }
      case SessionAction.Announce(SessionAction.Target target, Notice given) -> {
        notice.announce(target.user(), target::matches, given, deadline);
        yield Optional.empty();
      }
      case SessionAction.Stop(SessionAction.Target target, StopCause ending) -> {
        stop.stop(target.user(), target::matches, ending, deadline);
        yield Optional.empty();
      }
      case SessionAction.Reconcile(UserId user) -> {
        var unused = reconciler.reconcile(user, deadline);
        yield Optional.empty();
      }
      case SessionAction.EndSharing() -> {
        settleLending(session);
        yield Optional.empty();
      }
    };
  }

  /** Whoever cannot be told now is told with a later tick; an evening does not wait for that. */
  private Optional<Session> publish(Session session) {
    try {
      notifications.publish(session.outbox());
    } catch (PlatformException e) {
      journal.trouble(
          "What happened to session %s is told later: %s"
              .formatted(session.sessionId(), e.getMessage()),
          e);
      return Optional.empty();
    }
    return sessions.save(session.published(session.outbox()));
  }

  /** What keeps the server from starting now may be over with the next tick. */
  private Optional<Session> start(Session session, Deadline deadline) {
    try {
      var unused = start.start(session.userId(), deadline);
      return Optional.empty();
    } catch (PlatformException e) {
      journal.trouble(
          "The server for session %s did not start: %s"
              .formatted(session.sessionId(), e.getMessage()),
          e);
      return sessions.save(session.startFailed(e.getMessage(), clock.instant()));
    }
  }

  /**
   * With the licence's claim in the same write, which is made only while the session is booked: one
   * that is called off meanwhile takes no server with it.
   */
  private void adopt(Reservation reservation, String runId) {
    instances
        .find(reservation.userId())
        .filter(i -> i.desired() == Desired.RUNNING)
        .filter(i -> i.run().filter(run -> run.runId().equals(runId)).isPresent())
        .ifPresent(
            found -> {
              // Whatever comes of it is seen with the next look.
              var unused = instances.claim(found.serving(reservation, clock.instant()));
            });
  }

  private void settleLending(Session session) {
    var unused =
        licenses.update(
            session.licenseId(),
            license -> license.in(SharingPolicy.afterBookingEnded(license.sharing(), borrowed(license))));
  }

  /** Read after the licence was: a booking that is made later changes the licence. */
  private boolean borrowed(License license) {
    return reservations.on(license.licenseId()).stream().anyMatch(Reservation::borrowed);
  }
}
