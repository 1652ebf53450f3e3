package dev.foundryhosting.functions.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.lambda.Json;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.CancelAllSessions;
import dev.foundryhosting.session.CancelSession;
import dev.foundryhosting.session.CheckAvailability;
import dev.foundryhosting.session.LocalTimes;
import dev.foundryhosting.session.ScheduleSession;
import dev.foundryhosting.session.Session;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.Sessions;
import jakarta.inject.Singleton;
import java.util.Map;

/** The actions about sessions. */
@Singleton
class SessionActions {
  private static final String CANCELLED_FOR_USER = "An administrator cancelled it for you.";
  private static final String ALL_CANCELLED = "An administrator cancelled all sessions.";

  private final ScheduleSession schedule;
  private final CancelSession cancel;
  private final CancelAllSessions cancelAll;
  private final CheckAvailability availability;
  private final Sessions sessions;

  SessionActions(
      ScheduleSession schedule,
      CancelSession cancel,
      CancelAllSessions cancelAll,
      CheckAvailability availability,
      Sessions sessions) {
    this.schedule = schedule;
    this.cancel = cancel;
    this.cancelAll = cancelAll;
    this.availability = availability;
    this.sessions = sessions;
  }

  Map<String, Action> catalogue() {
    return Map.of(
        "schedule-session", Action.ofUser(this::schedule),
        "cancel-session", Action.ofUser(this::cancel),
        "list-sessions", Action.ofUser((r, deadline) -> list(r)),
        "check-availability", Action.ofUser((r, deadline) -> check(r)),
        "admin-cancel-session", Action.ofPlatform(this::cancelByAdmin),
        "admin-cancel-all-sessions", Action.ofPlatform(this::cancelAll));
  }

  private ObjectNode schedule(ActionRequest request, Deadline deadline) {
    Fields fields = request.fields();
    LocalTimes times = times(fields);
    SessionText subject =
        new SessionText(
            fields.findText("title").orElse(SessionText.UNTITLED),
            fields.findLines("description"),
            times.zone());
    Session session =
        schedule.schedule(
            new ScheduleSession.BookingRequest(
                request.user(),
                times.start(),
                times.end(),
                subject,
                fields.findText("preferredLicenseId").map(id -> licenseId(fields, id))),
            deadline);
    return SessionJson.of(session, times.notes());
  }

  private ObjectNode list(ActionRequest request) {
    Sessions.Page page =
        sessions.ofUser(
            request.user(), request.fields().findText("cursor"), request.fields().pageSize());
    ObjectNode json = SessionJson.list(page.sessions());
    page.cursor().ifPresent(next -> json.put("cursor", next));
    return json;
  }

  private ObjectNode check(ActionRequest request) {
    UserId user = request.user();
    LocalTimes times = times(request.fields());
    CheckAvailability.Answer answer = availability.check(user, times.start(), times.end());
    ObjectNode json = Json.object().put("available", answer.available());
    ArrayNode licenses = json.putArray("licenses");
    answer.free().forEach(id -> licenses.add(id.value()));
    ArrayNode conflicts = json.putArray("conflicts");
    answer
        .conflicts()
        .forEach(
            r ->
                conflicts.add(
                    SessionJson.slot(
                            Json.object().put("licenseId", r.licenseId().value()), r.slot())
                        .put("own", r.userId().equals(user))));
    answer
        .nextFree()
        .ifPresent(slot -> json.set("nextFree", SessionJson.slot(Json.object(), slot)));
    answer.reason().ifPresent(why -> json.put("reason", why));
    return SessionJson.noted(json, times.notes());
  }

  private ObjectNode cancel(ActionRequest request, Deadline deadline) {
    SessionId id = sessionId(request.fields());
    return SessionJson.of(
        request.forOther()
            ? cancel.cancelOf(request.user(), id, CANCELLED_FOR_USER, deadline)
            : cancel.cancel(request.user(), id, deadline));
  }

  private ObjectNode cancelByAdmin(ActionRequest request, Deadline deadline) {
    Fields fields = request.fields();
    return SessionJson.of(cancel.cancelByAdmin(sessionId(fields), fields.text("reason"), deadline));
  }

  private ObjectNode cancelAll(ActionRequest request, Deadline deadline) {
    String why = request.fields().findText("reason").orElse(ALL_CANCELLED);
    CancelAllSessions.Report report = cancelAll.cancelAll(why, deadline);
    return Json.object()
        .put("cancelled", report.cancelled())
        .put("failed", report.failed())
        .put("left", report.left());
  }

  private static LocalTimes times(Fields fields) {
    return LocalTimes.parse(
        fields.text("startsAt"), fields.text("endsAt"), fields.findText("timeZone"));
  }

  private static SessionId sessionId(Fields fields) {
    return new SessionId(fields.text("sessionId"));
  }

  private static LicenseId licenseId(Fields fields, String id) {
    return fields.under("preferredLicenseId", "licenseId", () -> new LicenseId(id));
  }
}
