package dev.foundryhosting.instance;

import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import java.time.Instant;
import java.util.Optional;

/** A run that is being changed: {@link Run} itself never changes. */
final class RunDraft {
  final String runId;
  final LicenseId licenseId;
  final Instant requestedAt;
  Optional<Reservation> booking;
  Optional<TaskObservation> task;
  Optional<Route> route;
  boolean targetRegistered;
  Optional<Instant> readyAt;
  Optional<Notice> notice;
  PlayerActivity activity;
  boolean routeRemoved;
  boolean licenseReleased;
  boolean booked;

  RunDraft(Run from) {
    runId = from.runId();
    licenseId = from.licenseId();
    requestedAt = from.requestedAt();
    booking = from.booking();
    task = from.task();
    route = from.route();
    targetRegistered = from.targetRegistered();
    readyAt = from.readyAt();
    notice = from.notice();
    activity = from.activity();
    routeRemoved = from.routeRemoved();
    licenseReleased = from.licenseReleased();
    booked = from.booked();
  }

  Run build() {
    return new Run(
        runId,
        licenseId,
        requestedAt,
        booking,
        task,
        route,
        targetRegistered,
        readyAt,
        notice,
        activity,
        routeRemoved,
        licenseReleased,
        booked);
  }
}
