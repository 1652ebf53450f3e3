/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.session.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.license.License;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Licenses;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingPolicy;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.OptimisticRetry;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Shares a user's licence, or takes it back; the user needs no server for it. */
public final class ManageSharing {
  private final Licenses licenses;
  private final Reservations reservations;
  private final Instances instances;
  private final SessionReconciler reconciler;
  private final Clock clock;

  public ManageSharing(
      Licenses licenses,
      Reservations reservations,
      Instances instances,
      SessionReconciler reconciler,
      Clock clock) {
    this.licenses = licenses;
    this.reservations = reservations;
    this.instances = instances;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Changes the sharing state. The write that takes a licence back makes the sessions due that
   * others booked on it: they fail now or at the next tick, and a borrower in overtime gets ten
   * minutes' notice. The write that stops the sharing needs a borrowed reservation, since the end
   * of the last one makes the licence private.
   *
   * @throws PlatformException {@code LICENSE_NOT_FOUND} when the user has none, {@code
   *     INVALID_STATE}
   */
  public License manage(UserId owner, SharingPolicy.Operation operation, Deadline deadline) {
    LicenseId id = LicenseId.ofOwner(owner);
    Change change = OptimisticRetry.of("licence", () -> changed(id, operation));
    change.failing().forEach(session -> reconciler.advance(session, deadline));
    if (change.license().sharing() == SharingState.WITHDRAWN) {
      reconciler.endOvertime(change.license(), deadline);
    }
    return change.license();
  }

  /**
   * @param failing the sessions that the licence no longer serves
   */
  private record Change(License license, List<SessionId> failing) {}

  /** Empty when the licence or its reservations changed since they were read. */
  private Optional<Change> changed(LicenseId id, SharingPolicy.Operation operation) {
    License license = require(id);
    List<Reservation> borrowed = reservations.borrowed(id);
    SharingState state = SharingPolicy.decide(license.sharing(), operation, !borrowed.isEmpty());
    List<SessionId> failing =
        state == SharingState.WITHDRAWN
            ? borrowed.stream().map(Reservation::sessionId).toList()
            : List.of();
    return written(license, state, borrowed, failing).map(done -> new Change(done, failing));
  }

  private Optional<License> written(
      License license, SharingState state, List<Reservation> borrowed, List<SessionId> failing) {
    if (license.sharing() == state && failing.isEmpty()) {
      return Optional.of(license);
    }
    return state == SharingState.STOPPING
        ? licenses.saveWhile(license.in(state), borrowed.getLast())
        : licenses.save(license.in(state), failing, clock.instant());
  }

  /**
   * Releases a licence from a run that does not exist, and ends its sharing when it is due. For
   * operators who restored a table or changed one by hand.
   *
   * @throws PlatformException {@code LICENSE_NOT_FOUND}
   */
  public License cleanUp(UserId owner) {
    LicenseId id = LicenseId.ofOwner(owner);
    var unused = require(id);
    return licenses
        .update(
            id,
            license -> {
              License free =
                  license
                      .run()
                      .filter(claim -> !runs(claim))
                      .map(claim -> license.released(claim.runId(), clock.instant()))
                      .orElse(license);
              return free.in(
                  SharingPolicy.afterBookingEnded(
                      free.sharing(), !reservations.borrowed(id).isEmpty()));
            })
        .orElseThrow(() -> unknown(id));
  }

  private boolean runs(RunClaim claim) {
    return instances.find(claim.user()).filter(i -> i.runs(claim.runId())).isPresent();
  }

  private License require(LicenseId id) {
    return licenses.find(id).orElseThrow(() -> unknown(id));
  }

  private static PlatformException unknown(LicenseId id) {
    return new PlatformException(
        ErrorCode.LICENSE_NOT_FOUND, "There is no licence " + id + ": none was registered.");
  }
}
