/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.platform.ServerSize;
import java.time.Instant;
import java.util.Optional;

/** A run that is being changed: {@link Run} itself never changes. */
final class RunDraft {
  final String runId;
  final LicenseId licenseId;
  final Instant requestedAt;
  ServerSize size = ServerSize.SMALL;
  Optional<Reservation> booking = Optional.empty();
  Optional<WorldName> world = Optional.empty();
  boolean downloads;
  boolean taskRequested;
  Optional<TaskObservation> task = Optional.empty();
  Optional<Route> route = Optional.empty();
  boolean targetRegistered;
  Optional<Instant> readyAt = Optional.empty();
  Optional<Notice> notice = Optional.empty();
  PlayerActivity activity = PlayerActivity.begun();
  Optional<Attention> attention = Optional.empty();
  boolean routeRemoved;
  boolean licenseReleased;
  boolean booked;

  RunDraft(String runId, LicenseId licenseId, Instant requestedAt) {
    this.runId = runId;
    this.licenseId = licenseId;
    this.requestedAt = requestedAt;
  }

  RunDraft(Run from) {
    this(from.runId(), from.licenseId(), from.requestedAt());
    size = from.size();
    booking = from.booking();
    world = from.world();
    downloads = from.downloads();
    taskRequested = from.taskRequested();
    task = from.task();
    route = from.route();
    targetRegistered = from.targetRegistered();
    readyAt = from.readyAt();
    notice = from.notice();
    activity = from.activity();
    attention = from.attention();
    routeRemoved = from.routeRemoved();
    licenseReleased = from.licenseReleased();
    booked = from.booked();
  }

  Run build() {
    return new Run(
        runId,
        licenseId,
        requestedAt,
        size,
        booking,
        world,
        downloads,
        taskRequested,
        task,
        route,
        targetRegistered,
        readyAt,
        notice,
        activity,
        attention,
        routeRemoved,
        licenseReleased,
        booked);
  }
}
