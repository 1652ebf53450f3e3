/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import static dev.foundryhosting.functions.management.ActionHandler.on;

import dev.foundryhosting.api.Action;
import dev.foundryhosting.api.ActionRequest;
import dev.foundryhosting.api.AvailabilityAnswer;
import dev.foundryhosting.api.CancelAllAnswer;
import dev.foundryhosting.api.PageRequest;
import dev.foundryhosting.api.SessionAnswer;
import dev.foundryhosting.api.SessionListAnswer;
import dev.foundryhosting.api.SessionRequest;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.LocalTimes;
import dev.foundryhosting.session.SessionText;
import dev.foundryhosting.session.command.CancelAllSessions;
import dev.foundryhosting.session.command.CancelSession;
import dev.foundryhosting.session.command.CheckAvailability;
import dev.foundryhosting.session.command.ScheduleSession;
import dev.foundryhosting.session.port.Sessions;
import jakarta.inject.Singleton;
import java.util.List;

/** The actions on sessions. */
@Singleton
class SessionActions implements ActionGroup {
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

  @Override
  public List<ActionHandler<?, ?>> handlers() {
    return List.of(
        on(Action.SCHEDULE_SESSION, (r, deadline) -> schedule(r.user(), r.fields(), deadline)),
        on(Action.CANCEL_SESSION, this::cancel),
        on(Action.LIST_SESSIONS, (r, deadline) -> list(r.user(), r.fields())),
        on(Action.CHECK_AVAILABILITY, (r, deadline) -> check(r.user(), r.fields())),
        on(
            Action.ADMIN_CANCEL_SESSION,
            (r, deadline) ->
                SessionAnswers.of(
                    cancel.cancelByAdmin(r.fields().sessionId(), r.fields().reason(), deadline))),
        on(Action.ADMIN_CANCEL_ALL_SESSIONS, (r, deadline) -> cancelAll(r.fields(), deadline)));
  }

  private SessionAnswer schedule(UserId user, SessionRequest.Schedule fields, Deadline deadline) {
    LocalTimes times = LocalTimes.parse(fields.startsAt(), fields.endsAt(), fields.timeZone());
    SessionText text =
        new SessionText(
            fields.title().orElse(SessionText.UNTITLED), fields.description(), times.zone());
    ScheduleSession.Booked booked =
        schedule.schedule(
            new ScheduleSession.BookingRequest(
                user, times.start(), times.end(), text, fields.preferredLicenseId()),
            deadline);
    return SessionAnswers.of(booked, times.notes());
  }

  private SessionListAnswer list(UserId user, PageRequest fields) {
    Sessions.Page page = sessions.ofUser(user, fields.cursor(), fields.size());
    return new SessionListAnswer(
        page.sessions().stream().map(SessionAnswers::of).toList(), page.cursor());
  }

  private AvailabilityAnswer check(UserId user, SessionRequest.CheckAvailability fields) {
    LocalTimes times = LocalTimes.parse(fields.startsAt(), fields.endsAt(), fields.timeZone());
    CheckAvailability.Answer found = availability.check(user, times.start(), times.end());
    return SessionAnswers.of(found, user, times.notes());
  }

  private SessionAnswer cancel(
      ActionRequest<SessionRequest.Cancel, SessionAnswer> request, Deadline deadline) {
    return SessionAnswers.of(
        request.caller().onBehalf()
            ? cancel.cancelOf(
                request.user(), request.fields().sessionId(), CANCELLED_FOR_USER, deadline)
            : cancel.cancel(request.user(), request.fields().sessionId(), deadline));
  }

  private CancelAllAnswer cancelAll(SessionRequest.CancelAll fields, Deadline deadline) {
    CancelAllSessions.Report report =
        cancelAll.cancelAll(fields.reason().orElse(ALL_CANCELLED), deadline);
    return new CancelAllAnswer(report.cancelled(), report.failed(), report.left());
  }
}
