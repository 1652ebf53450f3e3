/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.StartRecords;
import dev.foundryhosting.instance.port.Tokens;
import dev.foundryhosting.instance.reconcile.StartPolicy.Decision;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.OptimisticRetry;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.ReleaseCatalogue;
import dev.foundryhosting.usage.Budget;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Claims a licence for a new run of a server: the record gets the run and a lease, the licence the
 * claim, all in one write.
 */
public final class ClaimRun {
  private final ReconcilerPorts ports;
  private final SpendingCaps caps;
  private final ReleaseChoice releases;
  private final Clock clock;

  public ClaimRun(ReconcilerPorts ports, SpendingCaps caps, Clock clock) {
    this.ports = ports;
    this.caps = caps;
    this.releases = new ReleaseChoice(ports.releases(), ports.licenses(), clock);
    this.clock = clock;
  }

  /** How a claim went. */
  public sealed interface Result {
    /** The server is to be started under the lease. */
    record Claimed(Instance instance, Lease lease) implements Result {}

    /** It runs, or starts, or another process just wrote its record. */
    record NothingToClaim(Instance instance) implements Result {}

    record LicenseInUse(RunClaim by) implements Result {}

    /** It passes where the same start may be allowed later. */
    record Refused(ErrorCode code, String why, boolean passes) implements Result {}
  }

  /**
   * Claims the run of a start that was asked for.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code CONFLICT}, {@code
   *     DEPENDENCY_FAILED}
   */
  public Result start(UserId user) {
    return OptimisticRetry.of(
        "server",
        () -> {
          StartRecords.Found found = found(user);
          Instance instance = found.require();
          Decision decision =
              StartPolicy.byState(instance, clock.instant())
                  .orElseGet(() -> decide(instance, found));
          return carryOut(
              decision,
              instance,
              found.releases(),
              run -> instance.starting(run, run.requestedAt()));
        });
  }

  /**
   * Claims the run of a pending restart, by the same rules as any start.
   *
   * @param ended nothing is left of its run, and no lease holds it
   * @throws PlatformException {@code DEPENDENCY_FAILED}
   */
  Result restart(Instance ended) {
    StartRecords.Found found = found(ended.userId());
    return carryOut(
            decide(ended, found), ended, found.releases(), run -> RestartPolicy.begun(ended, run))
        .orElse(new Result.NothingToClaim(ended));
  }

  private StartRecords.Found found(UserId user) {
    return ports.startRecords().beforeStart(user, UsageMonth.of(clock.instant()));
  }

  private Decision decide(Instance instance, StartRecords.Found found) {
    Optional<Budget> budget =
        caps.budget(instance.settings().spendingCap(), found::total, Optional.empty());
    Optional<Decision> byOrders =
        StartPolicy.byOrders(found.maintenance(), budget, clock.instant());
    if (byOrders.isPresent()) {
      return byOrders.get();
    }
    Profile profile = instance.profile();
    List<Reservation> onOwnLicense =
        profile.ownLicense().map(ports.reservations()::on).orElseGet(List::of);
    return StartPolicy.decide(profile, found.bookings(), onOwnLicense, clock.instant());
  }

  /** Empty when another process was faster, so that all must be decided anew. */
  private Optional<Result> carryOut(
      Decision decision,
      Instance instance,
      ReleaseCatalogue known,
      Function<Run, Instance> starting) {
    return switch (decision) {
      case Decision.AlreadyRunning() -> Optional.of(new Result.NothingToClaim(instance));
      case Decision.Refused(ErrorCode code, String why, boolean passes) ->
          Optional.of(new Result.Refused(code, why, passes));
      case Decision.Allowed(LicenseId license, Optional<Reservation> booking) -> {
        Run onDemand = Run.requested(Tokens.draw(ports.random()), license, clock.instant());
        yield run(booking.map(onDemand::serving).orElse(onDemand), instance, known, starting);
      }
    };
  }

  /** The release is chosen last: only a start that nothing else refuses may look into the cache. */
  private Optional<Result> run(
      Run run, Instance instance, ReleaseCatalogue known, Function<Run, Instance> starting) {
    return switch (releases.choose(instance.profile(), run.licenseId(), known)) {
      case ReleaseChoice.Cached(Build build) -> claim(starting.apply(run).with(build));
      case ReleaseChoice.Download() -> claim(starting.apply(run.downloading(true)));
      case ReleaseChoice.Refused(String why, boolean passes) ->
          Optional.of(new Result.Refused(ErrorCode.INVALID_STATE, why, passes));
    };
  }

  private Optional<Result> claim(Instance starting) {
    Lease lease = LeasedRecord.newLease(ports.random(), clock);
    Instance leased = LeasedRecord.withLease(starting, lease, clock.instant());
    return switch (ports.instances().claim(leased)) {
      case Instances.Claimed.Done(Instance claimed) ->
          Optional.of(new Result.Claimed(claimed, lease));
      case Instances.Claimed.InUse(RunClaim by) -> Optional.of(new Result.LicenseInUse(by));
      case Instances.Claimed.TakenBack() ->
          refused(ErrorCode.LICENSE_UNAVAILABLE, "The owner took the licence back.");
      case Instances.Claimed.NoLicense() ->
          refused(ErrorCode.LICENSE_NOT_FOUND, "The server's licence does not exist any more.");
      case Instances.Claimed.Overtaken() -> Optional.empty();
      case Instances.Claimed.NotBooked() -> Optional.empty();
    };
  }

  private static Optional<Result> refused(ErrorCode code, String why) {
    return Optional.of(new Result.Refused(code, why, false));
  }
}
