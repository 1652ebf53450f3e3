package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.TimeSlot;
import dev.foundryhosting.session.Session;
import java.time.ZoneId;
import java.util.List;

/** How callers see sessions and what is booked (docs/api.md). */
final class SessionJson {
  private SessionJson() {}

  static ObjectNode of(Session session) {
    ObjectNode json =
        Json.object()
            .put("sessionId", session.sessionId().value())
            .put("userId", session.userId().value())
            .put("title", session.subject().title());
    session.subject().description().ifPresent(text -> json.put("description", text));
    slot(json, session.slot());
    session.subject().zone().map(ZoneId::getId).ifPresent(id -> json.put("timeZone", id));
    json.put("status", session.status().label());
    session.reason().ifPresent(why -> json.put("reason", why));
    LicenseType type = session.reservation().borrowed() ? LicenseType.POOLED : LicenseType.BYOL;
    return json.put("licenseId", session.licenseId().value()).put("licenseType", type.label());
  }

  /** A session with what there is to say of its times. */
  static ObjectNode of(Session session, List<String> notes) {
    return noted(of(session), notes);
  }

  static ObjectNode list(List<Session> sessions) {
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray("sessions");
    sessions.forEach(session -> array.add(of(session)));
    return json;
  }

  /** The next session, as an instance shows it. */
  static ObjectNode next(Reservation reservation) {
    return slot(
        Json.object().put("sessionId", reservation.sessionId().value()), reservation.slot());
  }

  static ObjectNode slot(ObjectNode json, TimeSlot slot) {
    return json.put("startsAt", slot.start().toString()).put("endsAt", slot.end().toString());
  }

  static ObjectNode noted(ObjectNode json, List<String> notes) {
    if (!notes.isEmpty()) {
      ArrayNode array = json.putArray("notes");
      notes.forEach(array::add);
    }
    return json;
  }
}
