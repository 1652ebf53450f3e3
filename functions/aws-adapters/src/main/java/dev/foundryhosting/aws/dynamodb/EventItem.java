/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.aws.EventJson;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.DonationBooked;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceProgressed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
import dev.foundryhosting.event.DomainEvent.LicenseBorrowed;
import dev.foundryhosting.event.DomainEvent.PhaseBegun;
import dev.foundryhosting.event.DomainEvent.SessionCancelled;
import dev.foundryhosting.event.DomainEvent.SessionFailed;
import dev.foundryhosting.event.DomainEvent.SessionPreparing;
import dev.foundryhosting.event.DomainEvent.SessionReady;
import dev.foundryhosting.event.DomainEvent.SessionSummary;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.event.DomainEvent.UnknownEvent;
import dev.foundryhosting.event.DomainEvent.UserErased;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.platform.ServerSize;
import dev.foundryhosting.platform.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** An event within the outbox of the item whose change it reports: its name and its members. */
final class EventItem {
  private static final String NAME = "name";
  private static final String SUBDOMAIN = "subdomain";
  private static final String REASON = "reason";

  /** What all events have. */
  private static final Set<String> COMMON = Set.of(NAME, "eventId", "occurredAt", "userId");

  private EventItem() {}

  static void write(DomainEvent event, ItemWriter to) {
    write(EventJson.of(event), to.text(NAME, event.name()));
  }

  private static void write(JsonNode members, ItemWriter to) {
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      switch (value.getNodeType()) {
        case STRING -> to.text(name, value.textValue());
        case NUMBER -> to.number(name, value.longValue());
        case BOOLEAN -> to.flag(name, value.booleanValue());
        case OBJECT -> to.map(name, value, EventItem::write);
        default -> throw new IllegalStateException("an event has an unknown kind of " + name);
      }
    }
  }

  static DomainEvent read(ItemReader from) {
    return new DomainEvent(
        from.text("eventId"),
        from.time("occurredAt"),
        from.optionalText("userId").map(UserId::new),
        readDetail(from.text(NAME), from));
  }

  private static DomainEvent.Detail readDetail(String name, ItemReader from) {
    return switch (name) {
      case "InstanceReady" ->
          new InstanceReady(
              from.text(SUBDOMAIN),
              Duration.ofSeconds(from.number("startSeconds")),
              from.optionalText("sessionId").map(SessionId::new));
      case "InstanceStopped" ->
          new InstanceStopped(from.text(SUBDOMAIN), from.optionalText(REASON));
      case "InstanceFailed" ->
          new InstanceFailed(
              from.text(SUBDOMAIN),
              from.text(REASON),
              from.optionalText("largerSize")
                  .flatMap(label -> Label.read(ServerSize.class, label).known()));
      case "InstanceProgressed" ->
          new InstanceProgressed(
              from.text(SUBDOMAIN),
              from.text("status"),
              from.optionalMap(
                  "progress", begun -> new PhaseBegun(begun.text("phase"), begun.time("since"))),
              from.optionalText("attention"));
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
      case "UserErased" -> new UserErased();
      case "DonationBooked" ->
          new DonationBooked(
              from.text("transactionId"),
              from.text("amount"),
              from.text("currency"),
              from.optionalText("from"));
      default -> new UnknownEvent(name, from.json(COMMON).toString());
    };
  }

  private static SessionSummary session(ItemReader from) {
    return from.map(
        "session",
        note ->
            new SessionSummary(
                new SessionId(note.text("sessionId")),
                note.text("title"),
                new TimeSlot(note.time("startsAt"), note.time("endsAt"))));
  }
}
