package dev.foundryhosting.instance;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.license.Diary;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.license.Reservation;
import dev.foundryhosting.license.Reservations;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.UserId;
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
  private final RandomSource random;
  private final MakeRoom makeRoom;
  private final Clock clock;

  public StartInstance(
      StartRecords records,
      Instances instances,
      Reservations reservations,
      InstanceReconciler reconciler,
      RandomSource random,
      Clock clock) {
    this.records = records;
    this.instances = instances;
    this.reservations = reservations;
    this.reconciler = reconciler;
    this.random = random;
    this.makeRoom = new MakeRoom(instances, reconciler, clock);
    this.clock = clock;
  }

  /**
   * Claims the licence and asks for a task; returns while the server starts. In the time of a
   * session of the user's the run serves that session.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE}, {@code
   *     LICENSE_IN_USE}, {@code LICENSE_UNAVAILABLE}, {@code DEPENDENCY_FAILED}: then the start is
   *     recorded and goes on by itself
   */
  public Instance start(UserId user, Deadline deadline) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      StartRecords.Found found = records.beforeStart(user);
      Instance instance = found.require();
      StartPolicy.Decision decision =
          StartPolicy.byState(instance).orElseGet(() -> decide(instance.profile(), found.diary()));
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

  private StartPolicy.Decision decide(Profile profile, Diary diary) {
    List<Reservation> onOwnLicense = profile.ownLicense().map(reservations::on).orElseGet(List::of);
    return StartPolicy.decide(profile, diary, onOwnLicense, clock.instant());
  }

  /** The instance as it starts; empty when others wrote meanwhile, so that all is decided anew. */
  private Optional<Instance> claim(
      Instance instance, LicenseId license, Optional<Reservation> booking, Deadline deadline) {
    Instant now = clock.instant();
    Lease lease = reconciler.newLease();
    Run onDemand = Run.requested(Tokens.draw(random), license, now);
    Run run = booking.map(onDemand::serving).orElse(onDemand);
    // With the lease in the same write the start needs no second one to begin its work.
    Instance changed = InstanceReconciler.withLease(instance.starting(run, now), lease, now);
    return switch (instances.claim(changed)) {
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
}
