package dev.foundryhosting.aws;

import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.Detail;
import dev.foundryhosting.event.DomainEvent.DonationBooked;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
import dev.foundryhosting.event.DomainEvent.LicenseBorrowed;
import dev.foundryhosting.event.DomainEvent.SessionCancelled;
import dev.foundryhosting.event.DomainEvent.SessionFailed;
import dev.foundryhosting.event.DomainEvent.SessionNote;
import dev.foundryhosting.event.DomainEvent.SessionPreparing;
import dev.foundryhosting.event.DomainEvent.SessionReady;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.UserId;
import java.util.List;

/** How events that were not published yet are written within the item whose change they tell. */
final class EventItem {
  private static final String OUTBOX = "outbox";
  private static final String SUBDOMAIN = "subdomain";
  private static final String REASON = "reason";
  private static final String SESSION = "session";
  private static final String SESSION_ID = "sessionId";

  private EventItem() {}

  private enum Kind {
    INSTANCE_READY,
    INSTANCE_STOPPED,
    INSTANCE_FAILED,
    SHUTDOWN_WARNING,
    SESSION_PREPARING,
    SESSION_READY,
    SESSION_FAILED,
    SESSION_CANCELLED,
    LICENSE_BORROWED,
    DONATION_BOOKED
  }

  /** Nothing is written where nothing waits, which is nearly always. */
  static void writeOutbox(List<DomainEvent> outbox, ItemWriter to) {
    if (!outbox.isEmpty()) {
      to.list(OUTBOX, outbox, EventItem::write);
    }
  }

  static List<DomainEvent> readOutbox(ItemReader from) {
    return from.listIfAny(OUTBOX, EventItem::read);
  }

  private static void write(DomainEvent event, ItemWriter to) {
    to.text("eventId", event.eventId())
        .time("occurredAt", event.occurredAt())
        .text("userId", event.userId().map(UserId::value))
        .text("kind", kind(event.detail()).name());
    writeDetail(event.detail(), to);
  }

  private static DomainEvent read(ItemReader from) {
    return new DomainEvent(
        from.text("eventId"),
        from.time("occurredAt"),
        from.optionalText("userId").map(UserId::new),
        readDetail(Kind.valueOf(from.text("kind")), from));
  }

  private static Kind kind(Detail detail) {
    return switch (detail) {
      case InstanceReady ready -> Kind.INSTANCE_READY;
      case InstanceStopped stopped -> Kind.INSTANCE_STOPPED;
      case InstanceFailed failed -> Kind.INSTANCE_FAILED;
      case ShutdownWarning warning -> Kind.SHUTDOWN_WARNING;
      case SessionPreparing preparing -> Kind.SESSION_PREPARING;
      case SessionReady ready -> Kind.SESSION_READY;
      case SessionFailed failed -> Kind.SESSION_FAILED;
      case SessionCancelled cancelled -> Kind.SESSION_CANCELLED;
      case LicenseBorrowed borrowed -> Kind.LICENSE_BORROWED;
      case DonationBooked donation -> Kind.DONATION_BOOKED;
    };
  }

  private static void writeDetail(Detail detail, ItemWriter to) {
    switch (detail) {
      case InstanceReady(String subdomain, var session) ->
          to.text(SUBDOMAIN, subdomain).text(SESSION_ID, session.map(SessionId::value));
      case InstanceStopped(String subdomain, var reason) ->
          to.text(SUBDOMAIN, subdomain).text(REASON, reason);
      case InstanceFailed(String subdomain, String reason) ->
          to.text(SUBDOMAIN, subdomain).text(REASON, reason);
      case ShutdownWarning(String subdomain, var shutdownAt, String reason, boolean keepAlive) ->
          to.text(SUBDOMAIN, subdomain)
              .time("shutdownAt", shutdownAt)
              .text(REASON, reason)
              .flag("canKeepAlive", keepAlive);
      case SessionPreparing(SessionNote session) -> to.map(SESSION, session, EventItem::writeNote);
      case SessionReady(SessionNote session, String subdomain) ->
          to.map(SESSION, session, EventItem::writeNote).text(SUBDOMAIN, subdomain);
      case SessionFailed(SessionNote session, String reason) ->
          to.map(SESSION, session, EventItem::writeNote).text(REASON, reason);
      case SessionCancelled(SessionNote session, String reason) ->
          to.map(SESSION, session, EventItem::writeNote).text(REASON, reason);
      case LicenseBorrowed(LicenseId license, UserId borrower, SessionNote session) ->
          to.text("licenseId", license.value())
              .text("borrowerId", borrower.value())
              .map(SESSION, session, EventItem::writeNote);
      case DonationBooked(String transaction, String amount, String currency, var from) ->
          to.text("transactionId", transaction)
              .text("amount", amount)
              .text("currency", currency)
              .text("from", from);
    }
  }

  private static Detail readDetail(Kind kind, ItemReader from) {
    return switch (kind) {
      case INSTANCE_READY ->
          new InstanceReady(
              from.text(SUBDOMAIN), from.optionalText(SESSION_ID).map(SessionId::new));
      case INSTANCE_STOPPED -> new InstanceStopped(from.text(SUBDOMAIN), from.optionalText(REASON));
      case INSTANCE_FAILED -> new InstanceFailed(from.text(SUBDOMAIN), from.text(REASON));
      case SHUTDOWN_WARNING ->
          new ShutdownWarning(
              from.text(SUBDOMAIN),
              from.time("shutdownAt"),
              from.text(REASON),
              from.flag("canKeepAlive"));
      case SESSION_PREPARING -> new SessionPreparing(readNote(from));
      case SESSION_READY -> new SessionReady(readNote(from), from.text(SUBDOMAIN));
      case SESSION_FAILED -> new SessionFailed(readNote(from), from.text(REASON));
      case SESSION_CANCELLED -> new SessionCancelled(readNote(from), from.text(REASON));
      case LICENSE_BORROWED ->
          new LicenseBorrowed(
              new LicenseId(from.text("licenseId")),
              new UserId(from.text("borrowerId")),
              readNote(from));
      case DONATION_BOOKED ->
          new DonationBooked(
              from.text("transactionId"),
              from.text("amount"),
              from.text("currency"),
              from.optionalText("from"));
    };
  }

  private static void writeNote(SessionNote note, ItemWriter to) {
    to.text(SESSION_ID, note.sessionId().value())
        .text("title", note.title())
        .time("startsAt", note.slot().start())
        .time("endsAt", note.slot().end());
  }

  private static SessionNote readNote(ItemReader event) {
    return event.map(
        SESSION,
        from ->
            new SessionNote(
                new SessionId(from.text(SESSION_ID)),
                from.text("title"),
                new TimeSlot(from.time("startsAt"), from.time("endsAt"))));
  }
}
