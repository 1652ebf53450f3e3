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
import dev.foundryhosting.license.SessionId;
import dev.foundryhosting.license.SharingPolicy;
import dev.foundryhosting.license.SharingState;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.session.reconcile.SessionReconciler;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Lends a user's licence, or takes it back; also when the user has no server any more. */
public final class ManageSharing {
  private static final int ATTEMPTS = 20;

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
   * Does what an owner asks for. When the licence is taken back at once, the sessions that others
   * booked on it fail with the same write: they are due by it, and end now or with the next tick;
   * and whoever plays on after a session has ten minutes. When its lending is to stop with the last
   * session of others, that is written only while there is one: it settles the lending as it ends.
   *
   * @throws PlatformException {@code LICENSE_NOT_FOUND} when the user brought none along, {@code
   *     INVALID_STATE}
   */
  public License manage(UserId owner, SharingPolicy.Operation operation, Deadline deadline) {
    LicenseId id = LicenseId.ofOwner(owner);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      License license = require(id);
      List<Reservation> borrowed = borrowed(id);
      SharingState state = decide(license, operation, !borrowed.isEmpty());
      boolean back = state == SharingState.WITHDRAWN;
      List<SessionId> ending =
          back ? borrowed.stream().map(Reservation::sessionId).toList() : List.of();
      Optional<License> written = written(license, state, borrowed, ending);
      if (written.isPresent()) {
        ending.forEach(session -> reconciler.advance(session, deadline));
        if (back) {
          reconciler.endOvertime(written.get(), deadline);
        }
        return written.get();
      }
    }
    throw new PlatformException(
        ErrorCode.CONFLICT, "The licence is being changed by others right now. Try again.");
  }

  /** The licence in a state; empty when it, or what is booked, changed since they were read. */
  private Optional<License> written(
      License license, SharingState state, List<Reservation> borrowed, List<SessionId> ending) {
    if (license.sharing() == state && ending.isEmpty()) {
      return Optional.of(license);
    }
    return state == SharingState.STOPPING
        ? licenses.saveWhile(license.in(state), borrowed.getLast())
        : licenses.save(license.in(state), ending, clock.instant());
  }

  /**
   * Gives a licence free that a run holds which is no more, and settles its lending. Neither comes
   * about by itself; this is for operators who restored a table, or changed one by hand.
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
                      .filter(claim -> !runs(claim.user(), claim.runId()))
                      .map(claim -> license.released(claim.runId(), clock.instant()))
                      .orElse(license);
              return free.in(SharingPolicy.afterBookingEnded(free.sharing(), !borrowed(id).isEmpty()));
            })
        .orElseThrow(() -> unknown(id));
  }

  private SharingState decide(
      License license, SharingPolicy.Operation operation, boolean borrowed) {
    return switch (SharingPolicy.decide(license.sharing(), operation, borrowed)) {
      case SharingPolicy.Decision.Becomes(SharingState state) -> state;
      case SharingPolicy.Decision.Refused(String why) ->
          throw new PlatformException(ErrorCode.INVALID_STATE, why);
    };
  }

  private boolean runs(UserId user, String runId) {
    return instances
        .find(user)
        .flatMap(instance -> instance.run())
        .filter(run -> run.runId().equals(runId))
        .isPresent();
  }

  /** Ordered by start. */
  private List<Reservation> borrowed(LicenseId id) {
    return reservations.on(id).stream().filter(Reservation::borrowed).toList();
  }

  private License require(LicenseId id) {
    return licenses.find(id).orElseThrow(() -> unknown(id));
  }

  private static PlatformException unknown(LicenseId id) {
    return new PlatformException(
        ErrorCode.LICENSE_NOT_FOUND, "There is no licence " + id + ": none was registered.");
  }
}
