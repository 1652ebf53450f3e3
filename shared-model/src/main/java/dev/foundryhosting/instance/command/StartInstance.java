package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.AutoRestart;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.StartRecords;
import dev.foundryhosting.instance.port.Tokens;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.ReconcileResult;
import dev.foundryhosting.instance.reconcile.StartPolicy;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.license.UserBookings;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Budget;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Starts the server of a user, or says why it may not start. */
public final class StartInstance {
  private static final int ATTEMPTS = 10;

  private final StartRecords records;
  private final Instances instances;
  private final Reservations reservations;
  private final InstanceReconciler reconciler;
  private final SpendingCaps caps;
  private final RandomSource random;
  private final ReclaimLicense makeRoom;
  private final Clock clock;

  public StartInstance(
      StartRecords records,
      Instances instances,
      Reservations reservations,
      InstanceReconciler reconciler,
      SpendingCaps caps,
      RandomSource random,
      Clock clock) {
    this.records = records;
    this.instances = instances;
    this.reservations = reservations;
    this.reconciler = reconciler;
    this.caps = caps;
    this.random = random;
    this.makeRoom = new ReclaimLicense(instances, reconciler, clock);
    this.clock = clock;
  }

  /**
   * Claims the licence and asks for a task; returns while the server starts. In the time of a
   * session of the user's the run serves that session.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE}, {@code
   *     MAINTENANCE}, {@code SPENDING_CAP_REACHED}, {@code LICENSE_IN_USE}, {@code
   *     LICENSE_UNAVAILABLE}, {@code DEPENDENCY_FAILED}: then the start is recorded and goes on by
   *     itself
   */
  public Instance start(UserId user, Deadline deadline) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StartRecords.Found known = known(user);
      Instance instance = known.require();
      StartPolicy.Decision decision =
          StartPolicy.byState(instance).orElseGet(() -> decide(instance, known));
      switch (decision) {
        case StartPolicy.Decision.AlreadyRunning() -> {
          return instance.status() == Status.RUNNING
              ? instance
              : reconciler.reconcile(user, deadline).orThrow(instance);
        }
        case StartPolicy.Decision.Refused(ErrorCode code, String why, boolean passes) ->
            throw passes ? PlatformException.notNow(code, why) : new PlatformException(code, why);
        case StartPolicy.Decision.Allowed(LicenseId license, Optional<Reservation> booking) -> {
          Optional<Instance> started = claim(instance, license, booking, deadline);
          if (started.isPresent()) {
            return started.get();
          }
        }
      }
    }
    throw new PlatformException(
        ErrorCode.CONFLICT, "The server is being changed by others right now. Try again.");
  }

  /**
   * Starts a server once more whose run ended badly, or gives that up: by the same rules as any
   * start.
   *
   * @param fallen nothing is left of that run, and nobody works on the record
   * @throws PlatformException {@code DEPENDENCY_FAILED}: then it is still to be started
   */
  public ReconcileResult again(Instance fallen, Deadline deadline) {
    if (!clock.instant().isBefore(fallen.autoRestart().orElseThrow().until())) {
      return givenUp(fallen, "That did not succeed within 10 minutes.", deadline);
    }
    return switch (decide(fallen, known(fallen.userId()))) {
      case StartPolicy.Decision.AlreadyRunning() -> ReconcileResult.of(fallen);
      case StartPolicy.Decision.Refused(ErrorCode code, String why, boolean passes) ->
          givenUp(fallen, why, deadline);
      case StartPolicy.Decision.Allowed(LicenseId license, Optional<Reservation> booking) -> {
        Run run = run(license, booking);
        yield again(fallen, AutoRestart.begun(fallen, run, run.requestedAt()), deadline);
      }
    };
  }

  private ReconcileResult again(Instance fallen, Instance changed, Deadline deadline) {
    Lease lease = reconciler.newLease();
    return switch (instances.claim(leased(changed, lease))) {
      case Instances.Claimed.Done(Instance claimed) ->
          reconciler.resume(claimed, lease, Optional.empty(), deadline);
      case Instances.Claimed.InUse(RunClaim by) ->
          givenUp(fallen, "The licence is in use since " + by.since() + ".", deadline);
      case Instances.Claimed.TakenBack() ->
          givenUp(fallen, "The owner took the licence back.", deadline);
      case Instances.Claimed.NoLicense() ->
          givenUp(fallen, "The server's licence does not exist any more.", deadline);
      // Whoever wrote the record looks after it, and a booking that ended is none with the next
      // look.
      case Instances.Claimed.Overtaken() -> ReconcileResult.of(fallen);
      case Instances.Claimed.NotBooked() -> ReconcileResult.of(fallen);
    };
  }

  private ReconcileResult givenUp(Instance fallen, String why, Deadline deadline) {
    Instant now = clock.instant();
    var unused =
        instances.update(
            fallen,
            i ->
                i.autoRestart().equals(fallen.autoRestart())
                    ? AutoRestart.givenUp(i, why, now)
                    : i);
    return reconciler.reconcile(fallen.userId(), deadline);
  }

  private StartRecords.Found known(UserId user) {
    return records.beforeStart(user, UsageMonth.of(clock.instant()));
  }

  /** What stands in the way of a server whose state allows a start: the platform's orders first. */
  private StartPolicy.Decision decide(Instance instance, StartRecords.Found known) {
    Optional<Budget> budget = caps.budget(instance.settings().spendingCap(), known.total());
    return StartPolicy.byOrders(known.maintenance(), budget, clock.instant())
        .orElseGet(() -> decide(instance.profile(), known.diary()));
  }

  private StartPolicy.Decision decide(Profile profile, UserBookings diary) {
    List<Reservation> onOwnLicense = profile.ownLicense().map(reservations::on).orElseGet(List::of);
    return StartPolicy.decide(profile, diary, onOwnLicense, clock.instant());
  }

  /** The instance as it starts; empty when others wrote meanwhile, so that all is decided anew. */
  private Optional<Instance> claim(
      Instance instance, LicenseId license, Optional<Reservation> booking, Deadline deadline) {
    Lease lease = reconciler.newLease();
    Run run = run(license, booking);
    Instance changed = instance.starting(run, run.requestedAt());
    return switch (instances.claim(leased(changed, lease))) {
      case Instances.Claimed.Done(Instance claimed) ->
          Optional.of(
              reconciler.resume(claimed, lease, Optional.empty(), deadline).orThrow(claimed));
      case Instances.Claimed.InUse(RunClaim by) -> throw inUse(by, deadline);
      case Instances.Claimed.TakenBack() ->
          throw new PlatformException(
              ErrorCode.LICENSE_UNAVAILABLE, "The owner took the licence back.");
      case Instances.Claimed.NoLicense() ->
          throw new PlatformException(
              ErrorCode.LICENSE_NOT_FOUND, "The server's licence does not exist any more.");
      case Instances.Claimed.Overtaken() -> Optional.empty();
      case Instances.Claimed.NotBooked() -> Optional.empty();
    };
  }

  /** Whoever may use the licence waits no longer than it takes to end what overstays on it. */
  private PlatformException inUse(RunClaim by, Deadline deadline) {
    Optional<Instant> free = makeRoom.of(by, deadline);
    return PlatformException.notNow(
        ErrorCode.LICENSE_IN_USE,
        "The licence is in use since %s; one server can run on it.%s"
            .formatted(
                by.since(),
                free.map(at -> " That one will be stopped at " + at + ": start yours then.")
                    .orElse("")));
  }

  private Run run(LicenseId license, Optional<Reservation> booking) {
    Run onDemand = Run.requested(Tokens.draw(random), license, clock.instant());
    return booking.map(onDemand::serving).orElse(onDemand);
  }

  /** With the lease in the same write the start needs no second one to begin its work. */
  private Instance leased(Instance changed, Lease lease) {
    return InstanceReconciler.withLease(changed, lease, clock.instant());
  }
}
