package dev.foundryhosting.event;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened and that somebody wants to be told (docs/events.md has the JSON of each).
 *
 * @param eventId the same however often the event is published
 * @param occurredAt when it happened
 * @param userId whom to tell; empty for a donation that nobody claimed yet
 * @param detail what happened
 */
public record DomainEvent(
    String eventId, Instant occurredAt, Optional<UserId> userId, Detail detail) {

  public DomainEvent {
    Objects.requireNonNull(eventId, "eventId");
    Objects.requireNonNull(occurredAt, "occurredAt");
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(detail, "detail");
  }

  /** An event of which a user is told. */
  public static DomainEvent of(String eventId, Instant occurredAt, UserId userId, Detail detail) {
    return new DomainEvent(eventId, occurredAt, Optional.of(userId), detail);
  }

  /** The event's name on the bus, such as {@code InstanceReady}. */
  public String name() {
    return detail.getClass().getSimpleName();
  }

  /** What happened. */
  public sealed interface Detail {}

  /**
   * Players can join.
   *
   * @param subdomain the server's name under the platform's domain
   * @param took since its start was asked for
   * @param sessionId the session that it runs for, if any
   */
  public record InstanceReady(String subdomain, Duration took, Optional<SessionId> sessionId)
      implements Detail {}

  /**
   * A server stopped as it should.
   *
   * @param reason a sentence for its user; empty when the user asked for it
   */
  public record InstanceStopped(String subdomain, Optional<String> reason) implements Detail {}

  /**
   * A server ended or never came up.
   *
   * @param reason a sentence for its user
   */
  public record InstanceFailed(String subdomain, String reason) implements Detail {}

  /**
   * A server will be stopped.
   *
   * @param shutdownAt when
   * @param reason a sentence for its user
   * @param canKeepAlive whether {@code keep-alive} would put it off
   */
  public record ShutdownWarning(
      String subdomain, Instant shutdownAt, String reason, boolean canKeepAlive)
      implements Detail {}

  /** What is told of a session with whatever happens to it. */
  public record SessionSummary(SessionId sessionId, String title, TimeSlot slot) {}

  /** A session's server is being started. */
  public record SessionPreparing(SessionSummary session) implements Detail {}

  /** A session's server is ready. */
  public record SessionReady(SessionSummary session, String subdomain) implements Detail {}

  /**
   * A session does not take place, or ended early.
   *
   * @param reason a sentence for its user
   */
  public record SessionFailed(SessionSummary session, String reason) implements Detail {}

  /**
   * A session was cancelled.
   *
   * @param reason a sentence for its user
   */
  public record SessionCancelled(SessionSummary session, String reason) implements Detail {}

  /** Somebody booked a session on the licence that this user lends. */
  public record LicenseBorrowed(LicenseId licenseId, UserId borrower, SessionSummary session)
      implements Detail {}

  /**
   * A donation was booked.
   *
   * @param transactionId Ko-fi's id of the payment
   * @param amount a decimal number in the currency, such as {@code 3.00}
   * @param currency ISO 4217
   * @param from who gave it; empty when that is not public
   */
  public record DonationBooked(
      String transactionId, String amount, String currency, Optional<String> from)
      implements Detail {}
}
