/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.event.DomainEvent.DonationBooked;
import dev.foundryhosting.event.DomainEvent.InstanceFailed;
import dev.foundryhosting.event.DomainEvent.InstanceProgressed;
import dev.foundryhosting.event.DomainEvent.InstanceReady;
import dev.foundryhosting.event.DomainEvent.InstanceStopped;
import dev.foundryhosting.event.DomainEvent.LicenseBorrowed;
import dev.foundryhosting.event.DomainEvent.SessionCancelled;
import dev.foundryhosting.event.DomainEvent.SessionFailed;
import dev.foundryhosting.event.DomainEvent.SessionPreparing;
import dev.foundryhosting.event.DomainEvent.SessionReady;
import dev.foundryhosting.event.DomainEvent.SessionSummary;
import dev.foundryhosting.event.DomainEvent.ShutdownWarning;
import dev.foundryhosting.event.DomainEvent.UnknownEvent;
import dev.foundryhosting.event.DomainEvent.UserErased;
import dev.foundryhosting.lambda.Json;

/**
 * The detail of an event as JSON (docs/events.md). A member that does not apply is absent. Outboxes
 * keep the same members.
 */
public final class EventJson {
  private static final String SUBDOMAIN = "subdomain";
  private static final String REASON = "reason";
  private static final String SESSION = "session";

  private EventJson() {}

  /** The members of the event in a fixed order. */
  public static ObjectNode of(DomainEvent event) {
    ObjectNode json =
        Json.object()
            .put("eventId", event.eventId())
            .put("occurredAt", event.occurredAt().toString());
    event.userId().ifPresent(user -> json.put("userId", user.value()));
    add(event.detail(), json);
    return json;
  }

  private static void add(DomainEvent.Detail detail, ObjectNode json) {
    switch (detail) {
      case InstanceReady ready -> {
        json.put(SUBDOMAIN, ready.subdomain()).put("startSeconds", ready.took().toSeconds());
        ready.sessionId().ifPresent(id -> json.put("sessionId", id.value()));
      }
      case InstanceStopped stopped -> {
        json.put(SUBDOMAIN, stopped.subdomain());
        stopped.reason().ifPresent(why -> json.put(REASON, why));
      }
      case InstanceFailed failed -> {
        json.put(SUBDOMAIN, failed.subdomain()).put(REASON, failed.reason());
        failed.largerSize().ifPresent(size -> json.put("largerSize", size.label()));
      }
      case InstanceProgressed progressed -> {
        json.put(SUBDOMAIN, progressed.subdomain()).put("status", progressed.status());
        progressed
            .progress()
            .ifPresent(
                begun ->
                    json.putObject("progress")
                        .put("phase", begun.phase())
                        .put("since", begun.since().toString()));
        progressed.attention().ifPresent(label -> json.put("attention", label));
      }
      case ShutdownWarning warning ->
          json.put(SUBDOMAIN, warning.subdomain())
              .put("shutdownAt", warning.shutdownAt().toString())
              .put(REASON, warning.reason())
              .put("canKeepAlive", warning.canKeepAlive());
      case SessionPreparing preparing -> json.set(SESSION, session(preparing.session()));
      case SessionReady ready ->
          json.put(SUBDOMAIN, ready.subdomain()).set(SESSION, session(ready.session()));
      case SessionFailed failed ->
          json.put(REASON, failed.reason()).set(SESSION, session(failed.session()));
      case SessionCancelled cancelled ->
          json.put(REASON, cancelled.reason()).set(SESSION, session(cancelled.session()));
      case LicenseBorrowed borrowed ->
          json.put("licenseId", borrowed.licenseId().value())
              .put("borrowerId", borrowed.borrower().value())
              .set(SESSION, session(borrowed.session()));
      case UserErased erased -> {}
      case UnknownEvent unknown ->
          json.setAll(Json.parse("event", unknown.members().getBytes(UTF_8)));
      case DonationBooked donation -> {
        json.put("transactionId", donation.transactionId())
            .put("amount", donation.amount())
            .put("currency", donation.currency());
        donation.from().ifPresent(name -> json.put("from", name));
      }
    }
  }

  private static ObjectNode session(SessionSummary note) {
    return Json.object()
        .put("sessionId", note.sessionId().value())
        .put("title", note.title())
        .put("startsAt", note.slot().start().toString())
        .put("endsAt", note.slot().end().toString());
  }
}
