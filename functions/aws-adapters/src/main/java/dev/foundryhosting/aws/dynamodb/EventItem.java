/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.DonationBooked;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
import dev.foundryhosting.event.DomainEvent.LicenseBorrowed;
import dev.foundryhosting.event.DomainEvent.SessionCancelled;
import dev.foundryhosting.event.DomainEvent.SessionFailed;
import dev.foundryhosting.event.DomainEvent.SessionPreparing;
import dev.foundryhosting.event.DomainEvent.SessionReady;
import dev.foundryhosting.event.DomainEvent.SessionSummary;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;

/** An event within the outbox of the item whose change it reports. */
final class EventItem {
  private static final String NAME = "name";
  private static final String SUBDOMAIN = "subdomain";
  private static final String REASON = "reason";
  private static final String SESSION = "session";
  private static final String SESSION_ID = "sessionId";
  private static final String START_SECONDS = "startSeconds";

  private EventItem() {}

  static void write(DomainEvent event, ItemWriter to) {
    to.text(NAME, event.name())
        .text("eventId", event.eventId())
        .time("occurredAt", event.occurredAt())
        .text("userId", event.userId().map(UserId::value));
    writeDetail(event.detail(), to);
  }

  static DomainEvent read(ItemReader from) {
    return new DomainEvent(
        from.text("eventId"),
        from.time("occurredAt"),
        from.optionalText("userId").map(UserId::new),
        readDetail(from.text(NAME), from));
  }

  private static void writeDetail(DomainEvent.Detail detail, ItemWriter to) {
    switch (detail) {
      case InstanceReady ready ->
          to.text(SUBDOMAIN, ready.subdomain())
              .number(START_SECONDS, ready.took().toSeconds())
              .text(SESSION_ID, ready.sessionId().map(SessionId::value));
      case InstanceStopped stopped ->
          to.text(SUBDOMAIN, stopped.subdomain()).text(REASON, stopped.reason());
      case InstanceFailed failed ->
          to.text(SUBDOMAIN, failed.subdomain()).text(REASON, failed.reason());
      case ShutdownWarning warning ->
          to.text(SUBDOMAIN, warning.subdomain())
              .time("shutdownAt", warning.shutdownAt())
              .text(REASON, warning.reason())
              .flag("canKeepAlive", warning.canKeepAlive());
      case SessionPreparing preparing ->
          to.map(SESSION, preparing.session(), EventItem::writeSession);
      case SessionReady ready ->
          to.map(SESSION, ready.session(), EventItem::writeSession)
              .text(SUBDOMAIN, ready.subdomain());
      case SessionFailed failed ->
          to.map(SESSION, failed.session(), EventItem::writeSession).text(REASON, failed.reason());
      case SessionCancelled cancelled ->
          to.map(SESSION, cancelled.session(), EventItem::writeSession)
              .text(REASON, cancelled.reason());
      case LicenseBorrowed borrowed ->
          to.text("licenseId", borrowed.licenseId().value())
              .text("borrowerId", borrowed.borrower().value())
              .map(SESSION, borrowed.session(), EventItem::writeSession);
      case DonationBooked donation ->
          to.text("transactionId", donation.transactionId())
              .text("amount", donation.amount())
              .text("currency", donation.currency())
              .text("from", donation.from());
    }
  }

  private static DomainEvent.Detail readDetail(String name, ItemReader from) {
    return switch (name) {
      case "InstanceReady" ->
          new InstanceReady(
              from.text(SUBDOMAIN),
              Duration.ofSeconds(from.number(START_SECONDS)),
              from.optionalText(SESSION_ID).map(SessionId::new));
      case "InstanceStopped" ->
          new InstanceStopped(from.text(SUBDOMAIN), from.optionalText(REASON));
      case "InstanceFailed" -> new InstanceFailed(from.text(SUBDOMAIN), from.text(REASON));
      case "ShutdownWarning" ->
          new ShutdownWarning(
              from.text(SUBDOMAIN),
              from.time("shutdownAt"),
              from.text(REASON),
              from.flag("canKeepAlive"));
      case "SessionPreparing" -> new SessionPreparing(session(from));
      case "SessionReady" -> new SessionReady(session(from), from.text(SUBDOMAIN));
      case "SessionFailed" -> new SessionFailed(session(from), from.text(REASON));
      case "SessionCancelled" -> new SessionCancelled(session(from), from.text(REASON));
      case "LicenseBorrowed" ->
          new LicenseBorrowed(
              new LicenseId(from.text("licenseId")),
              new UserId(from.text("borrowerId")),
              session(from));
      case "DonationBooked" ->
          new DonationBooked(
              from.text("transactionId"),
              from.text("amount"),
              from.text("currency"),
              from.optionalText("from"));
      default -> throw new IllegalStateException("a stored event has an unknown name: " + name);
    };
  }

  private static void writeSession(SessionSummary note, ItemWriter to) {
    to.text(SESSION_ID, note.sessionId().value())
        .text("title", note.title())
        .time("startsAt", note.slot().start())
        .time("endsAt", note.slot().end());
  }

  private static SessionSummary session(ItemReader from) {
    return from.map(
        SESSION,
        note ->
            new SessionSummary(
                new SessionId(note.text(SESSION_ID)),
                note.text("title"),
                new TimeSlot(note.time("startsAt"), note.time("endsAt"))));
  }
}
