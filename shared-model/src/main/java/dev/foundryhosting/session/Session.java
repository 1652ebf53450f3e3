/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UnknownFields;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A booked session: for its time its user's server runs on the booked licence. One DynamoDB item.
 *
 * @param reason why it is not as planned, for its user
 * @param preparingSince the first attempt to start its server
 * @param serverUntil of a closed session: until when its server may run; empty once its stop is
 *     arranged
 * @param dueAt the time of the next look; empty when nothing is left to do
 * @param outbox its unpublished events, oldest first
 * @param revision counts the writes; 0 before the first
 * @param unknown what another version stored beside
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
    long revision,
    UnknownFields unknown) {

  /** How long a closed session is kept after its planned end: a year can be looked back upon. */
  public static final Duration KEPT = Duration.ofDays(396);

  public Session {
    outbox = List.copyOf(outbox);
    if (status.open() && dueAt.isEmpty()) {
      throw new IllegalArgumentException("an open session is due");
    }
  }

  /** A new session; an event tells the owner of a borrowed licence. */
  public static Session booked(
      Reservation reservation, SessionText text, UserId owner, Instant now) {
    Session session =
        new Session(
            reservation,
            text,
            SessionStatus.SCHEDULED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(now),
            List.of(),
            now,
            now,
            0,
            UnknownFields.NONE);
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

  /** When the record can be removed; empty while the session is open. */
  public Optional<Instant> forgetAt() {
    return status.open() ? Optional.empty() : Optional.of(slot().end().plus(KEPT));
  }

  /**
   * How long its user had the licence of another, in whole seconds. A completed session had it for
   * its slot, one that was cancelled while it was on until then. A failed one does not count.
   */
  public Duration borrowed() {
    if (!reservation.borrowed()) {
      return Duration.ZERO;
    }
    return switch (status) {
      case COMPLETED -> wholeSeconds(slot().end());
      case CANCELLED -> preparingSince.isEmpty() ? Duration.ZERO : wholeSeconds(updatedAt);
      case SCHEDULED, PREPARING, ACTIVE, FAILED -> Duration.ZERO;
    };
  }

  private Duration wholeSeconds(Instant until) {
    Instant end = until.isBefore(slot().end()) ? until : slot().end();
    return Duration.ofSeconds(Math.max(0, Duration.between(slot().start(), end).toSeconds()));
  }

  /** Its server starts now. */
  public Session preparing(Instant now) {
    return preparing("preparing", now);
  }

  /** Maintenance stopped its server, which starts again now. */
  public Session resumed(Instant now) {
    return preparing("preparing-" + now.getEpochSecond(), now);
  }

  private Session preparing(String event, Instant now) {
    return changed(
            draft -> {
              draft.status = SessionStatus.PREPARING;
              draft.preparingSince = Optional.of(now);
              draft.dueAt = Optional.of(now);
            },
            now)
        .withEvent(userId(), event, new DomainEvent.SessionPreparing(summary()), now);
  }

  /** Players can join. */
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

  /** It took place; its server may run on until a time. */
  public Session completed(Instant until, Instant now) {
    return closed(SessionStatus.COMPLETED, Optional.empty(), until, now);
  }

  public Session failed(String why, Instant until, Instant now) {
    return closed(SessionStatus.FAILED, Optional.of(why), until, now)
        .withEvent(userId(), "failed", new DomainEvent.SessionFailed(summary(), why), now);
  }

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

  /** Due at a time, or never again. */
  public Session due(Optional<Instant> time) {
    return changed(draft -> draft.dueAt = time, updatedAt);
  }

  /** An attempt to start its server failed. */
  public Session startFailed(String problem, Instant now) {
    return changed(draft -> draft.reason = Optional.of(problem), now);
  }

  /** The stop of its server is arranged. */
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
