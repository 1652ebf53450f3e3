/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.event;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An event on the platform's bus (docs/events.md has the JSON of each).
 *
 * @param eventId the same each time the event is published
 * @param userId the user it concerns; empty for an unclaimed donation
 */
public record DomainEvent(
    String eventId, Instant occurredAt, Optional<UserId> userId, Detail detail) {

  public static DomainEvent of(String eventId, Instant occurredAt, UserId userId, Detail detail) {
    return new DomainEvent(eventId, occurredAt, Optional.of(userId), detail);
  }

  /** A user is erased; two requests of one second are one event. */
  public static DomainEvent erased(UserId user, Instant requestedAt) {
    return of(
        user + "-erased-" + requestedAt.getEpochSecond(), requestedAt, user, new UserErased());
  }

  /** The event's name on the bus, such as {@code InstanceReady}. */
  public String name() {
    return detail instanceof UnknownEvent unknown
        ? unknown.name()
        : detail.getClass().getSimpleName();
  }

  /** The kind of event; its class name is the event's name. */
  public sealed interface Detail {}

  /**
   * What people see of a server changed.
   *
   * @param status the label of its status; {@code destroyed} once nothing of it is left
   * @param progress the phase that it is in, if it ever started
   * @param attention the label of what its user has to do, if anything
   */
  public record InstanceProgressed(
      String subdomain, String status, Optional<PhaseBegun> progress, Optional<String> attention)
      implements Detail {}

  /** The label of a phase, and when that began. */
  public record PhaseBegun(String phase, Instant since) {}

  /**
   * Players can join.
   *
   * @param took from the request to start it
   * @param sessionId the session that it runs for, if any
   */
  public record InstanceReady(String subdomain, Duration took, Optional<SessionId> sessionId)
      implements Detail {}

  /**
   * A server stopped by request or by a rule.
   *
   * @param reason a sentence for its user; empty when the user asked for it
   */
  public record InstanceStopped(String subdomain, Optional<String> reason) implements Detail {}

  /**
   * A server crashed or never came up.
   *
   * @param reason a sentence for its user
   * @param largerSize the size to choose next, where it ran out of memory
   */
  public record InstanceFailed(String subdomain, String reason, Optional<ServerSize> largerSize)
      implements Detail {}

  /**
   * A server will be stopped.
   *
   * @param reason a sentence for its user
   * @param canKeepAlive whether {@code keep-alive} puts it off
   */
  public record ShutdownWarning(
      String subdomain, Instant shutdownAt, String reason, boolean canKeepAlive)
      implements Detail {}

  /**
   * An event that another version of the functions stored: it is published as it is.
   *
   * @param members its further members, as a JSON object
   */
  public record UnknownEvent(String name, String members) implements Detail {}

  /** The session that an event is about. */
  public record SessionSummary(SessionId sessionId, String title, TimeSlot slot) {}

  public record SessionPreparing(SessionSummary session) implements Detail {}

  public record SessionReady(SessionSummary session, String subdomain) implements Detail {}

  /**
   * A session does not take place, or ended early.
   *
   * @param reason a sentence for its user
   */
  public record SessionFailed(SessionSummary session, String reason) implements Detail {}

  /** A session does not take place; the reason is a sentence for its user. */
  public record SessionCancelled(SessionSummary session, String reason) implements Detail {}

  /** Another user booked a session on this user's licence. */
  public record LicenseBorrowed(LicenseId licenseId, UserId borrower, SessionSummary session)
      implements Detail {}

  /** A user is erased: receivers remove what they keep of the user. */
  public record UserErased() implements Detail {}

  /**
   * @param transactionId Ko-fi's id of the payment
   * @param amount a decimal number, such as {@code 3.00}
   * @param currency ISO 4217
   * @param from the donor's name, if that is public
   */
  public record DonationBooked(
      String transactionId, String amount, String currency, Optional<String> from)
      implements Detail {}
}
