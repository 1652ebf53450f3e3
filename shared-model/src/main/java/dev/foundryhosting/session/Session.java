package dev.foundryhosting.session;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An evening that somebody planned: for its time the user's server runs on the licence that was
 * booked. One DynamoDB item.
 *
 * @param reservation which licence, when, for whom
 * @param subject what it is about
 * @param status what it is at
 * @param reason why it is not as planned: for its user to read
 * @param preparingSince when its server was first to be started
 * @param serverUntil of a session that is closed: until when its server may still run; empty once
 *     that is arranged
 * @param dueAt when it must be looked at; empty when there is nothing left to do
 * @param outbox what happened to it and was not published yet, oldest first
 * @param createdAt when it was booked
 * @param updatedAt when the record was changed last
 * @param revision counts the writes of the record; 0 is a record that was never written
 */
public record Session(
    Reservation reservation,
    SessionText text,
    SessionStatus status,
    Optional<String> reason,
    Optional<Instant> preparingSince,
    Optional<Instant> serverUntil,
    Optional<Instant> dueAt,
    List<DomainEvent> outbox,
    Instant createdAt,
    Instant updatedAt,
    long revision) {

  public Session {
    Objects.requireNonNull(reservation, "reservation");
    Objects.requireNonNull(text, "subject");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(preparingSince, "preparingSince");
    Objects.requireNonNull(serverUntil, "serverUntil");
    Objects.requireNonNull(dueAt, "dueAt");
    outbox = List.copyOf(outbox);
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    if (status.open() && dueAt.isEmpty()) {
      throw new IllegalArgumentException("an open session is due some time");
    }
  }

  /** A session as it is booked. The owner of a licence that is borrowed is told. */
  public static Session booked(
      Reservation reservation, SessionText subject, UserId owner, Instant now) {
    Session session =
        new Session(
            reservation,
            subject,
            SessionStatus.SCHEDULED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(now),
            List.of(),
            now,
            now,
            0);
    return owner.equals(reservation.userId())
        ? session
        : session.withEvent(
            owner,
            "borrowed",
            new DomainEvent.LicenseBorrowed(
                reservation.licenseId(), reservation.userId(), session.summary()),
            now);
  }

  public SessionId sessionId() {
    return reservation.sessionId();
  }

  public UserId userId() {
    return reservation.userId();
  }

  public LicenseId licenseId() {
    return reservation.licenseId();
  }

  public TimeSlot slot() {
    return reservation.slot();
  }

  /** Its server is being started from now on. */
  public Session preparing(Instant now) {
    return changed(
            draft -> {
              draft.status = SessionStatus.PREPARING;
              draft.preparingSince = Optional.of(now);
              draft.dueAt = Optional.of(now);
            },
            now)
        .withEvent(userId(), "preparing", new DomainEvent.SessionPreparing(summary()), now);
  }

  /** Its server was ended while it is on, and is being started anew from now on. */
  public Session resumed(Instant now) {
    return changed(
            draft -> {
              draft.status = SessionStatus.PREPARING;
              draft.preparingSince = Optional.of(now);
              draft.dueAt = Optional.of(now);
            },
            now)
        .withEvent(
            userId(),
            "preparing-" + now.getEpochSecond(),
            new DomainEvent.SessionPreparing(summary()),
            now);
  }

  /** Its server is ready. */
  public Session active(String subdomain, Instant now) {
    return changed(
            draft -> {
              draft.status = SessionStatus.ACTIVE;
              draft.reason = Optional.empty();
              draft.dueAt = Optional.of(now);
            },
            now)
        .withEvent(
            userId(),
            "ready-" + preparingSince.orElseThrow().getEpochSecond(),
            new DomainEvent.SessionReady(summary(), subdomain),
            now);
  }

  /**
   * It is over as planned.
   *
   * @param until until when its server may still run
   */
  public Session completed(Instant until, Instant now) {
    return closed(SessionStatus.COMPLETED, Optional.empty(), until, now);
  }

  /** It does not take place, or ends early. */
  public Session failed(String why, Instant until, Instant now) {
    return closed(SessionStatus.FAILED, Optional.of(why), until, now)
        .withEvent(userId(), "failed", new DomainEvent.SessionFailed(summary(), why), now);
  }

  /** It is called off. */
  public Session cancelled(String why, Instant until, Instant now) {
    return closed(SessionStatus.CANCELLED, Optional.of(why), until, now)
        .withEvent(userId(), "cancelled", new DomainEvent.SessionCancelled(summary(), why), now);
  }

  private Session closed(SessionStatus how, Optional<String> why, Instant until, Instant now) {
    return changed(
        draft -> {
          draft.status = how;
          draft.reason = why;
          draft.serverUntil = Optional.of(until);
          draft.dueAt = Optional.of(now);
        },
        now);
  }

  /** It must be looked at then, or never again. */
  public Session due(Optional<Instant> time) {
    return changed(draft -> draft.dueAt = time, updatedAt);
  }

  /** It must be looked at from then on. */
  public Session dueFrom(Instant time) {
    return due(Optional.of(time));
  }

  /** What went wrong in the last attempt to start its server. */
  public Session startFailed(String problem, Instant now) {
    return changed(draft -> draft.reason = Optional.of(problem), now);
  }

  /** What becomes of its server is arranged. */
  public Session stopArranged(Instant now) {
    return changed(draft -> draft.serverUntil = Optional.empty(), now);
  }

  /** Without the events that were published. */
  public Session published(List<DomainEvent> events) {
    return changed(
        draft -> draft.outbox = outbox.stream().filter(e -> !events.contains(e)).toList(),
        updatedAt);
  }

  /** The same record as it stands after a write. */
  public Session written(long newRevision) {
    return changed(draft -> draft.revision = newRevision, updatedAt);
  }

  private DomainEvent.SessionSummary summary() {
    return new DomainEvent.SessionSummary(sessionId(), text.title(), slot());
  }

  private Session withEvent(UserId whom, String what, DomainEvent.Detail detail, Instant now) {
    DomainEvent event = DomainEvent.of(sessionId() + "-" + what, now, whom, detail);
    return changed(draft -> draft.addEvent(event), now);
  }

  private Session changed(Consumer<SessionDraft> change, Instant now) {
    SessionDraft draft = new SessionDraft(this);
    draft.updatedAt = now;
    change.accept(draft);
    return draft.build();
  }
}
