/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.reconcile;

import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The next step of a session: a pure function of its context and the time. */
final class SessionPlan {
  /** In time to announce the stop of a run that holds the licence. */
  static final Duration WARNED_AHEAD = Reservation.PREPARED_AHEAD.plus(Notice.AHEAD);

  /** A start is retried this long after the session's start, or after the first attempt. */
  static final Duration START_RETRY = Duration.ofMinutes(15);

  /** Shorter than the timer's interval, so that each tick finds what is under way. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(45);

  private final SessionContext context;
  private final Session session;
  private final Instant now;
  private final Instant start;
  private final Instant end;
  private final Instant prepareAt;

  private SessionPlan(SessionContext context, Instant now) {
    this.context = context;
    this.session = context.session();
    this.now = now;
    this.start = session.slot().start();
    this.end = session.slot().end();
    this.prepareAt = start.minus(Reservation.PREPARED_AHEAD);
  }

  static SessionAction next(SessionContext context, Instant now) {
    return context.session().outbox().isEmpty()
        ? new SessionPlan(context, now).afterPublishing()
        : new SessionAction.Publish();
  }

  /** As {@link #next}, when the events cannot be published now: a later tick tries again. */
  static SessionAction nextUnpublished(SessionContext context, Instant now) {
    SessionAction action = new SessionPlan(context, now).afterPublishing();
    Instant soon = now.plus(LOOK_AGAIN);
    return action instanceof SessionAction.Requeue(Optional<Instant> at)
            && !context.session().outbox().isEmpty()
        ? new SessionAction.Requeue(Optional.of(at.filter(soon::isAfter).orElse(soon)))
        : action;
  }

  private SessionAction afterPublishing() {
    return session.status().open() ? open() : closed();
  }

  private SessionAction open() {
    if (context.server().filter(i -> i.desired() != Desired.DESTROYED).isEmpty()) {
      return new SessionAction.Close(session.cancelled("The server was destroyed.", now, now));
    }
    if (!context.licensed()) {
      return new SessionAction.Close(
          session.failed("The owner took the licence back.", now.plus(Notice.AHEAD), now));
    }
    return switch (session.status()) {
      case SCHEDULED -> scheduled();
      case PREPARING -> preparing();
      case ACTIVE -> now.isBefore(end) ? requeue(end) : new SessionAction.Close(completed());
      case COMPLETED, CANCELLED, FAILED -> throw new IllegalStateException("not open");
    };
  }

  private SessionAction scheduled() {
    if (!now.isBefore(end)) {
      // The session took place if its user started the server while the timer was down.
      return new SessionAction.Close(
          context.joinable()
              ? completed()
              : session.failed("It could not be prepared in time.", now, now));
    }
    if (now.isBefore(start.minus(WARNED_AHEAD))) {
      return requeue(start.minus(WARNED_AHEAD));
    }
    if (now.isBefore(prepareAt)) {
      return freeing().orElseGet(() -> requeue(prepareAt));
    }
    return new SessionAction.Save(session.preparing(now));
  }

  private SessionAction preparing() {
    if (context.joinable()) {
      return new SessionAction.Save(
          session.active(context.server().orElseThrow().profile().subdomain().value(), now));
    }
    if (!now.isBefore(giveUpAt())) {
      String why =
          "The server was not ready %d minutes after the start.%s"
              .formatted(START_RETRY.toMinutes(), session.reason().map(r -> " " + r).orElse(""));
      return new SessionAction.Close(session.failed(why, now, now));
    }
    if (context.servingRun().isPresent() && context.serverWanted()) {
      return new SessionAction.Reconcile(session.userId());
    }
    return freeing().orElseGet(this::starting);
  }

  /** After a late first attempt the start is retried as long, while the session lasts. */
  private Instant giveUpAt() {
    Instant begun = session.preparingSince().orElseThrow();
    return Collections.min(List.of(later(begun, start).plus(START_RETRY), end));
  }

  private SessionAction starting() {
    return switch (context.server().orElseThrow().status()) {
      case CREATED, STOPPED, FAILED -> new SessionAction.Start();
      case CREATING, STARTING, RUNNING, STOPPING, DESTROYING ->
          new SessionAction.Reconcile(session.userId());
    };
  }

  /** Players of a session that is completed late still get their notice. */
  private Session completed() {
    return session.completed(later(end.plus(Reservation.OVERTIME), now.plus(Notice.AHEAD)), now);
  }

  /** The step that makes the licence and the user's server free; empty when they are. */
  private Optional<SessionAction> freeing() {
    Optional<Run> own = context.run().filter(run -> context.serverWanted());
    if (own.isPresent() && context.servingRun().isEmpty()) {
      return Optional.of(
          own.get().licenseId().equals(session.licenseId())
              ? adopting(own.get())
              : stopping(session.userId(), own.get()));
    }
    return context.holder().flatMap(holder -> holder.run().map(run -> stopping(holder, run)));
  }

  private SessionAction adopting(Run run) {
    return now.isBefore(prepareAt) ? requeue(prepareAt) : new SessionAction.Adopt(run.runId());
  }

  private SessionAction stopping(Instance holder, Run run) {
    return holder.desired() == Desired.RUNNING
        ? stopping(holder.userId(), run)
        : new SessionAction.Reconcile(holder.userId());
  }

  /** Another run stops when the session is prepared, but not before its notice is over. */
  private SessionAction stopping(UserId user, Run run) {
    Instant stopAt = later(prepareAt, now.plus(Notice.AHEAD));
    Optional<Notice> given = run.notice().filter(notice -> !notice.stopAt().isAfter(stopAt));
    if (given.isEmpty()) {
      return new SessionAction.Announce(
          SessionAction.Target.of(user, run),
          new Notice(stopAt, new StopCause(StopCauseKind.BOOKED, why(user)), false));
    }
    if (given.get().due(now)) {
      return new SessionAction.Reconcile(user);
    }
    Instant until = given.get().stopAt();
    return requeue(until.isAfter(prepareAt) && now.isBefore(prepareAt) ? prepareAt : until);
  }

  private String why(UserId user) {
    return user.equals(session.userId())
        ? "Your session at %s runs on another licence.".formatted(start)
        : "A session is booked on this licence at %s.".formatted(start);
  }

  private SessionAction closed() {
    Optional<Instant> until = session.serverUntil();
    if (until.isPresent()) {
      return context
          .servingRun()
          .filter(run -> context.serverWanted())
          .map(run -> stoppingAfter(run, until.get()))
          .orElseGet(() -> new SessionAction.Save(session.stopArranged(now)));
    }
    boolean sharingEnds =
        context.license().filter(l -> l.sharing() == SharingState.STOPPING).isPresent();
    return sharingEnds
        ? new SessionAction.EndSharing()
        : new SessionAction.Requeue(Optional.empty());
  }

  private SessionAction stoppingAfter(Run run, Instant until) {
    SessionAction.Target target = SessionAction.Target.of(session.userId(), run);
    StopCause stopCause =
        new StopCause(
            stopCauseKind(), session.reason().orElse("The session ended at " + end + "."));
    boolean atOnce = !until.isAfter(session.updatedAt());
    if (atOnce) {
      return new SessionAction.Stop(target, stopCause);
    }
    // Players get their notice also when the timer is late.
    Instant stopAt = later(until, now.plus(Notice.AHEAD));
    Optional<Notice> given = run.notice().filter(notice -> !notice.stopAt().isAfter(stopAt));
    if (given.isEmpty()) {
      return new SessionAction.Announce(target, new Notice(stopAt, stopCause, false));
    }
    // A notice for another reason may be withdrawn: then this stop must be announced.
    return given.get().stopCause().kind() == stopCause.kind()
        ? new SessionAction.Save(session.stopArranged(now))
        : new SessionAction.Requeue(Optional.of(now.plus(LOOK_AGAIN)));
  }

  private StopCauseKind stopCauseKind() {
    return switch (session.status()) {
      case COMPLETED -> StopCauseKind.SESSION_OVER;
      case CANCELLED -> StopCauseKind.SESSION_CANCELLED;
      case FAILED ->
          context.licensed() ? StopCauseKind.SESSION_FAILED : StopCauseKind.LICENSE_WITHDRAWN;
      case SCHEDULED, PREPARING, ACTIVE -> throw new IllegalStateException("not closed");
    };
  }

  private static Instant later(Instant one, Instant other) {
    return Collections.max(List.of(one, other));
  }

  /** While the server starts, each tick looks at the session. */
  private SessionAction requeue(Instant at) {
    Instant soon = now.plus(LOOK_AGAIN);
    boolean sooner = session.status() == SessionStatus.PREPARING && soon.isBefore(at);
    return new SessionAction.Requeue(Optional.of(sooner ? soon : at));
  }
}
