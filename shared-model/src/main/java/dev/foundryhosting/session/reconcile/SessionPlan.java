package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a session needs next: a pure function of the situation and the time. */
final class SessionPlan {
  /** A session is looked at so long before its start, to warn whoever plays on its licence. */
  static final Duration WARNED_AHEAD = Reservation.PREPARED_AHEAD.plus(Notice.AHEAD);

  /** So long after its start, or after it was first tried, a start is tried again. */
  static final Duration START_RETRY = Duration.ofMinutes(15);

  /** So long after its end a session's server may still run. */
  static final Duration OVERTIME = Duration.ofHours(1);

  /** Less than the pace of the timer, so that each tick finds what is under way. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(45);

  private final SessionContext situation;
  private final Session session;
  private final Instant now;

  private SessionPlan(SessionContext situation, Instant now) {
    this.situation = situation;
    this.session = situation.session();
    this.now = now;
  }

  static SessionAction next(SessionContext situation, Instant now) {
    SessionPlan plan = new SessionPlan(situation, now);
    if (!situation.session().outbox().isEmpty()) {
      return new SessionAction.Publish();
    }
    return plan.publishOr();
  }

  /** As {@link #next}, where nobody can be told what happened: that is tried again soon. */
  static SessionAction nextUnpublished(SessionContext situation, Instant now) {
    SessionAction action = new SessionPlan(situation, now).publishOr();
    boolean told = situation.session().outbox().isEmpty();
    Instant soon = now.plus(LOOK_AGAIN);
    return action instanceof SessionAction.Requeue(Optional<Instant> until) && !told
        ? new SessionAction.Requeue(Optional.of(until.filter(soon::isAfter).orElse(soon)))
        : action;
  }

  private SessionAction publishOr() {
    return session.status().open() ? open() : closed();
  }

  private SessionAction open() {
    if (situation.server().filter(i -> i.desired() != Desired.DESTROYED).isEmpty()) {
      return new SessionAction.Close(session.cancelled("The server was destroyed.", now, now));
    }
    if (!honoured()) {
      return new SessionAction.Close(
          session.failed("The owner took the licence back.", now.plus(Notice.AHEAD), now));
    }
    return switch (session.status()) {
      case SCHEDULED -> scheduled();
      case PREPARING -> preparing();
      case ACTIVE -> active();
      case COMPLETED, CANCELLED, FAILED -> throw new IllegalStateException("not open");
    };
  }

  private SessionAction scheduled() {
    Instant start = session.slot().start();
    Instant end = session.slot().end();
    if (!now.isBefore(end)) {
      // Its user may have started the server while nobody prepared it: then it took place.
      return new SessionAction.Close(
          served() ? completed() : session.failed("It could not be prepared in time.", now, now));
    }
    if (now.isBefore(start.minus(WARNED_AHEAD))) {
      return rest(start.minus(WARNED_AHEAD));
    }
    if (now.isBefore(start.minus(Reservation.PREPARED_AHEAD))) {
      return freeing().orElseGet(() -> rest(start.minus(Reservation.PREPARED_AHEAD)));
    }
    return new SessionAction.Save(session.preparing(now));
  }

  private SessionAction preparing() {
    Optional<Run> serving = situation.servingRun().filter(run -> wanted());
    if (served()) {
      return new SessionAction.Save(
          session.active(situation.server().orElseThrow().profile().subdomain().value(), now));
    }
    if (!now.isBefore(givenUpAt())) {
      String why =
          "The server was not ready %d minutes after the start.%s"
              .formatted(START_RETRY.toMinutes(), session.reason().map(r -> " " + r).orElse(""));
      return new SessionAction.Close(session.failed(why, now, now));
    }
    if (serving.isPresent()) {
      return new SessionAction.Reconcile(session.userId());
    }
    return freeing().orElseGet(this::starting);
  }

  /** A session that was looked at late gets its chance all the same, while it is on. */
  private Instant givenUpAt() {
    Instant begun = session.preparingSince().orElseThrow();
    Instant start = session.slot().start();
    Instant until = (begun.isAfter(start) ? begun : start).plus(START_RETRY);
    return until.isBefore(session.slot().end()) ? until : session.slot().end();
  }

  private SessionAction starting() {
    return switch (situation.server().orElseThrow().status()) {
      case CREATED, STOPPED, FAILED -> new SessionAction.Start();
      case CREATING, STARTING, RUNNING, STOPPING, DESTROYING ->
          new SessionAction.Reconcile(session.userId());
    };
  }

  private SessionAction active() {
    Instant end = session.slot().end();
    return now.isBefore(end) ? rest(end) : new SessionAction.Close(completed());
  }

  /** Its server may run on for an hour; whoever plays then is warned, however late this is. */
  private Session completed() {
    return session.completed(
        later(session.slot().end().plus(OVERTIME), now.plus(Notice.AHEAD)), now);
  }

  /**
   * What must be done so that the licence, and the user's server, are free for the session; empty
   * when they are.
   */
  private Optional<SessionAction> freeing() {
    Optional<Run> own = situation.run().filter(run -> wanted());
    if (own.isPresent() && situation.servingRun().isEmpty()) {
      return Optional.of(
          own.get().licenseId().equals(session.licenseId())
              ? adopting(own.get())
              : ending(session.userId(), own.get()));
    }
    return situation.holder().flatMap(holder -> holder.run().map(run -> ending(holder, run)));
  }

  /** A run of the user's own on the very licence goes on, and belongs to the session. */
  private SessionAction adopting(Run run) {
    boolean early = now.isBefore(session.slot().start().minus(Reservation.PREPARED_AHEAD));
    return early
        ? rest(session.slot().start().minus(Reservation.PREPARED_AHEAD))
        : new SessionAction.Adopt(run.runId());
  }

  private SessionAction ending(Instance holder, Run run) {
    return holder.desired() == Desired.RUNNING
        ? ending(holder.userId(), run)
        : new SessionAction.Reconcile(holder.userId());
  }

  /**
   * A run that is in the way ends five minutes before the session, and no sooner than announced.
   */
  private SessionAction ending(UserId user, Run run) {
    Instant wanted = session.slot().start().minus(Reservation.PREPARED_AHEAD);
    Instant soonest = now.plus(Notice.AHEAD);
    Instant stopAt = wanted.isBefore(soonest) ? soonest : wanted;
    Optional<Notice> given = run.notice().filter(n -> !n.stopAt().isAfter(stopAt));
    if (given.isEmpty()) {
      return new SessionAction.Announce(
          SessionAction.Target.of(user, run),
          new Notice(stopAt, new StopCause(StopCauseKind.BOOKED, why(user)), false));
    }
    if (given.get().due(now)) {
      return new SessionAction.Reconcile(user);
    }
    Instant until = given.get().stopAt();
    return rest(until.isAfter(wanted) && now.isBefore(wanted) ? wanted : until);
  }

  private String why(UserId user) {
    return user.equals(session.userId())
        ? "Your session at %s runs on another licence.".formatted(session.slot().start())
        : "A session is booked on this licence at %s.".formatted(session.slot().start());
  }

  private SessionAction closed() {
    Optional<Instant> until = session.serverUntil();
    if (until.isPresent()) {
      return situation
          .servingRun()
          .filter(run -> wanted())
          .map(run -> after(run, until.get()))
          .orElseGet(() -> new SessionAction.Save(session.stopArranged(now)));
    }
    boolean lendingEnds =
        situation
            .license()
            .map(License::sharing)
            .filter(state -> state == SharingState.STOPPING)
            .isPresent();
    return lendingEnds
        ? new SessionAction.EndSharing()
        : new SessionAction.Requeue(Optional.empty());
  }

  private SessionAction after(Run run, Instant until) {
    SessionAction.Target target = SessionAction.Target.of(session.userId(), run);
    StopCause ending =
        new StopCause(
            kind(), session.reason().orElse("The session ended at " + session.slot().end() + "."));
    boolean atOnce = !until.isAfter(session.updatedAt());
    if (atOnce) {
      return new SessionAction.Stop(target, ending);
    }
    // Whoever was to be warned has ten minutes, also where nobody came to it in time.
    Instant stopAt = later(until, now.plus(Notice.AHEAD));
    Optional<Notice> given = run.notice().filter(n -> !n.stopAt().isAfter(stopAt));
    if (given.isEmpty()) {
      return new SessionAction.Announce(target, new Notice(stopAt, ending, false));
    }
    // What was announced for another reason may be taken back: then this end is to be announced.
    return given.get().stopCause().kind() == ending.kind()
        ? new SessionAction.Save(session.stopArranged(now))
        : new SessionAction.Requeue(Optional.of(now.plus(LOOK_AGAIN)));
  }

  /** Why a closed session's server ends. */
  private StopCauseKind kind() {
    return switch (session.status()) {
      case COMPLETED -> StopCauseKind.SESSION_OVER;
      case CANCELLED -> StopCauseKind.SESSION_CANCELLED;
      case FAILED -> honoured() ? StopCauseKind.SESSION_FAILED : StopCauseKind.LICENSE_WITHDRAWN;
      case SCHEDULED, PREPARING, ACTIVE -> throw new IllegalStateException("not closed");
    };
  }

  private boolean honoured() {
    return situation.license().filter(l -> l.honours(session.userId())).isPresent();
  }

  /** Whether players can join the user's server for this session. */
  private boolean served() {
    return situation.servingRun().isPresent()
        && wanted()
        && situation.server().orElseThrow().status() == Status.RUNNING;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether the user's server is to run. */
  private boolean wanted() {
    return situation.server().filter(i -> i.desired() == Desired.RUNNING).isPresent();
  }

  /** Until then; while its server is being started it is looked at by each tick. */
  private SessionAction rest(Instant until) {
    Instant soon = now.plus(LOOK_AGAIN);
    boolean sooner = session.status() == SessionStatus.PREPARING && soon.isBefore(until);
    return new SessionAction.Requeue(Optional.of(sooner ? soon : until));
  }
}
