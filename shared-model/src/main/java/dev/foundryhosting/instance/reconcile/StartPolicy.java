/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.instance.GuardedUpdate;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.MaintenanceOrder;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.usage.Budget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a server may be started, and on which licence; a pure function. */
public final class StartPolicy {
  private StartPolicy() {}

  public sealed interface Decision {
    /** For a session that the run serves, or on demand. */
    record Allowed(LicenseId license, Optional<Reservation> booking) implements Decision {}

    record AlreadyRunning() implements Decision {}

    record Refused(ErrorCode code, String why, boolean passes) implements Decision {}
  }

  /** The decision by its status alone: empty when the server could be started. */
  public static Optional<Decision> byState(Instance instance, Instant now) {
    return switch (instance.status()) {
      case CREATING -> refused("The server is still being created.", true);
      case STARTING, RUNNING -> Optional.of(new Decision.AlreadyRunning());
      case STOPPING -> refused("The server is stopping. Start it when it has stopped.", true);
      case DESTROYING -> refused("The server is being destroyed.", false);
      case CREATED, STOPPED, FAILED ->
          changesFiles(instance, now)
              ? refused("The server's files are being changed. Start it when that is done.", true)
              : Optional.empty();
    };
  }

  /** Whether its files are about to change, or an update is taken back. */
  private static boolean changesFiles(Instance instance, Instant now) {
    return instance.openFileJob(now).filter(job -> job.work().excludesRuns()).isPresent()
        || instance
            .update()
            .filter(update -> update.stage() == GuardedUpdate.Stage.RETURNING)
            .isPresent();
  }

  /**
   * The decision by maintenance and by spending cap: empty when neither refuses the start.
   *
   * @param budget of a user who has a spending cap
   */
  public static Optional<Decision> byOrders(
      Optional<MaintenanceOrder> maintenance, Optional<Budget> budget, Instant now) {
    if (maintenance.isPresent()) {
      return Optional.of(
          new Decision.Refused(ErrorCode.MAINTENANCE, maintenance.get().sentence(), true));
    }
    return budget.filter(b -> b.reached(now)).map(b -> spent(b, now));
  }

  private static Decision spent(Budget budget, Instant now) {
    return new Decision.Refused(
        ErrorCode.SPENDING_CAP_REACHED,
        "Of the %s that may be spent in %s, %s are spent. It begins anew at %s."
            .formatted(budget.cap(), budget.month(), budget.spent(now), budget.month().end()),
        false);
  }

  /**
   * The decision on a server whose status allows a start. A session of the user that is on, or just
   * about to be, comes first: then the server runs for it. Else an own licence allows a run on
   * demand, unless another user's session on it is on or begins soon.
   *
   * @param onOwnLicense all bookings of the user's own licence
   */
  public static Decision decide(
      Profile profile, UserBookings bookings, List<Reservation> onOwnLicense, Instant now) {
    Optional<Reservation> session = bookings.servedAt(now);
    if (session.isPresent()) {
      return new Decision.Allowed(session.get().licenseId(), session);
    }
    Optional<LicenseId> own = profile.ownLicense();
    if (own.isEmpty()) {
      return new Decision.Refused(
          ErrorCode.LICENSE_UNAVAILABLE,
          "Without an own licence, servers run in scheduled sessions only."
              + bookings
                  .next(now)
                  .map(r -> " Yours begins at " + r.slot().start() + ".")
                  .orElse(""),
          false);
    }
    return onOwnLicense.stream()
        .filter(r -> !r.userId().equals(profile.userId()))
        .filter(r -> r.keepsFreeAt(now))
        .findFirst()
        .<Decision>map(StartPolicy::booked)
        .orElseGet(() -> new Decision.Allowed(own.get(), Optional.empty()));
  }

  private static Decision booked(Reservation other) {
    return new Decision.Refused(
        ErrorCode.LICENSE_IN_USE,
        "A session is booked on the licence from %s to %s; it is kept free from half an hour before."
            .formatted(other.slot().start(), other.slot().end()),
        true);
  }

  private static Optional<Decision> refused(String why, boolean passes) {
    return Optional.of(new Decision.Refused(ErrorCode.INVALID_STATE, why, passes));
  }
}
