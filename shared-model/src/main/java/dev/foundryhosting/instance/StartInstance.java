package dev.foundryhosting.instance;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Starts the server of a user, or says why it may not start. */
public final class StartInstance {
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final RandomSource random;
  private final Clock clock;

  public StartInstance(
      Instances instances, InstanceReconciler reconciler, RandomSource random, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Claims the licence and asks for a task; returns while the server starts.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE}, {@code
   *     LICENSE_IN_USE}, {@code LICENSE_UNAVAILABLE}, {@code DEPENDENCY_FAILED}: then the start is
   *     recorded and goes on by itself
   */
  public Instance start(UserId user, Deadline deadline) {
    for (int attempt = 0; attempt < 10; attempt++) {
      Instance instance = instances.require(user);
      switch (StartPolicy.decide(instance)) {
        case StartPolicy.Decision.AlreadyRunning() -> {
          return instance.status() == Status.RUNNING
              ? instance
              : reconciler.reconcile(user, deadline).orThrow(instance);
        }
        case StartPolicy.Decision.Refused(ErrorCode code, String why, boolean passes) ->
            throw passes ? PlatformException.notNow(code, why) : new PlatformException(code, why);
        case StartPolicy.Decision.Allowed() -> {
          Lease lease = reconciler.newLease();
          switch (instances.claim(claiming(instance, lease))) {
            case Instances.Claimed.Done(Instance claimed) -> {
              return reconciler.resume(claimed, lease, Optional.empty(), deadline).orThrow(claimed);
            }
            case Instances.Claimed.InUse(var by) ->
                throw new PlatformException(
                    ErrorCode.LICENSE_IN_USE,
                    "The licence is in use since " + by.since() + "; one server can run on it.");
            case Instances.Claimed.NoLicense() ->
                throw new PlatformException(
                    ErrorCode.LICENSE_NOT_FOUND, "The server's licence does not exist any more.");
            // The next attempt decides on what they wrote.
            case Instances.Claimed.Overtaken() -> {}
          }
        }
      }
    }
    throw new PlatformException(
        ErrorCode.CONFLICT, "The server is being changed by others right now. Try again.");
  }

  private Instance claiming(Instance instance, Lease lease) {
    Instant now = clock.instant();
    Run run = Run.requested(Tokens.draw(random), instance.license().orElseThrow(), now);
    // With the lease in the same write the start needs no second one to begin its work.
    return InstanceReconciler.withLease(instance.starting(run, now), lease, now);
  }
}
