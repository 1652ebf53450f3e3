/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.reconcile;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.GuardedUpdate;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.Route;
import dev.foundryhosting.instance.TaskObservation;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.reconcile.ClaimRun.Result;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Brings instances to what is desired of them. There is no other path by which the cloud changes:
 * commands, events, wake-ups and the sweep all end here (docs/decisions/ADR-001.md).
 */
public final class InstanceReconciler {
  /** A restart begins no later than this before the deadline. */
  private static final Duration START_NEEDS = Duration.ofSeconds(10);

  private final ReconcileContext context;
  private final ReconcilerPorts ports;
  private final ClaimRun claimRun;
  private final Clock clock;

  public InstanceReconciler(ReconcileContext context, ClaimRun claimRun) {
    this.context = context;
    this.ports = context.ports();
    this.claimRun = claimRun;
    this.clock = context.clock();
  }

  /**
   * Takes the next steps for a user's instance, unless another pass holds its lease.
   *
   * @param deadline when the pass must have recorded everything
   */
  public ReconcileResult reconcile(UserId user, Deadline deadline) {
    return reconcile(user, UnaryOperator.identity(), deadline);
  }

  /**
   * As {@link #reconcile(UserId, Deadline)}, when an event says how a task ended. A task that ended
   * changes no more, so the event is as good as a look, which may not show the task.
   *
   * @param ended a task that ended; ignored where it is not that of the user's run
   */
  public ReconcileResult taskEnded(UserId user, TaskObservation ended, Deadline deadline) {
    return reconcile(
        user,
        instance ->
            instance
                .run()
                .filter(run -> run.has(ended.taskArn()))
                .map(run -> instance.with(run.observed(ended)))
                .orElse(instance),
        deadline);
  }

  /**
   * @param learned what is known beside the record
   */
  private ReconcileResult reconcile(
      UserId user, UnaryOperator<Instance> learned, Deadline deadline) {
    Optional<Instance> found = ports.instances().find(user);
    if (found.isEmpty() || isSettled(found.get())) {
      return new ReconcileResult(found, List.of());
    }
    Lease lease = context.newLease();
    try {
      Instance leased =
          ports
              .instances()
              .update(
                  found.get(),
                  i ->
                      isSettled(i)
                          ? i
                          : LeasedRecord.withLease(learned.apply(i), lease, clock.instant()));
      ReconcileResult pass = restartIfPending(resume(leased, lease, deadline), deadline);
      return startIfGuarded(pass, deadline);
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.INSTANCE_NOT_FOUND) {
        // Another pass just erased the user: nothing is left to do.
        return new ReconcileResult(Optional.empty(), List.of());
      }
      throw e;
    }
  }

  /**
   * As {@link #reconcile(UserId, Deadline)}, of a record and its task that were read just now:
   * where they leave nothing to do, nothing is read or written again.
   *
   * @param task what ECS said of its task; empty when it said nothing
   */
  public ReconcileResult reconcile(
      Instance seen, Optional<TaskObservation> task, Deadline deadline) {
    return NoOpCheck.findsNothing(seen, task, clock.instant())
        ? ReconcileResult.of(seen)
        : reconcile(seen.userId(), deadline);
  }

  /** Restarts a server of whose ended run nothing is left. */
  private ReconcileResult restartIfPending(ReconcileResult pass, Deadline deadline) {
    Optional<Instance> pending =
        pass.instance()
            .filter(
                i -> i.restarts() && i.run().isEmpty() && i.reconcileStatus().lease().isEmpty());
    if (pending.isEmpty() || !deadline.leaves(START_NEEDS)) {
      return pass;
    }
    try {
      return restart(pending.get(), deadline).after(pass.failures());
    } catch (PlatformException e) {
      ports
          .problemLog()
          .trouble(
              "%s was not started again: %s".formatted(pending.get().userId(), e.getMessage()), e);
      return new ReconcileResult(pass.instance(), List.of(e)).after(pass.failures());
    }
  }

  /** Starts a server whose update is to be tried, or was taken back, by the rules of any start. */
  private ReconcileResult startIfGuarded(ReconcileResult pass, Deadline deadline) {
    Instant now = clock.instant();
    Optional<Instance> guarded =
        pass.instance()
            .filter(i -> i.update().filter(update -> update.starts(now)).isPresent())
            .filter(i -> i.desired() == Desired.STOPPED && i.run().isEmpty())
            .filter(i -> i.openFileJob(now).isEmpty())
            .filter(i -> i.reconcileStatus().lease().isEmpty());
    if (guarded.isEmpty() || !deadline.leaves(START_NEEDS)) {
      return pass;
    }
    UserId user = guarded.get().userId();
    try {
      return switch (claimRun.start(user)) {
        case Result.Claimed(Instance claimed, Lease lease) ->
            resume(claimed, lease, deadline).after(pass.failures());
        case Result.Refused(ErrorCode code, String why, boolean passes) when !passes ->
            ReconcileResult.of(notStarted(guarded.get()));
        case Result.Refused later -> pass;
        case Result.LicenseInUse later -> pass;
        case Result.NothingToClaim(Instance instance) -> ReconcileResult.of(instance);
      };
    } catch (PlatformException e) {
      ports.problemLog().trouble("%s was not started: %s".formatted(user, e.getMessage()), e);
      return new ReconcileResult(pass.instance(), List.of(e)).after(pass.failures());
    }
  }

  /** Its next start shows whether the update works. */
  private Instance notStarted(Instance instance) {
    return ports
        .instances()
        .update(instance, i -> i.withUpdate(i.update().map(GuardedUpdate::started)));
  }

  private ReconcileResult restart(Instance ended, Deadline deadline) {
    if (!clock.instant().isBefore(ended.autoRestart().orElseThrow().until())) {
      return giveUp(ended, "That did not succeed within 10 minutes.", deadline);
    }
    return switch (claimRun.restart(ended)) {
      case Result.Claimed(Instance claimed, Lease lease) -> resume(claimed, lease, deadline);
      case Result.LicenseInUse(RunClaim by) ->
          giveUp(ended, "The licence is in use since " + by.since() + ".", deadline);
      case Result.Refused(ErrorCode code, String why, boolean passes) ->
          giveUp(ended, why, deadline);
      case Result.NothingToClaim(Instance instance) -> ReconcileResult.of(instance);
    };
  }

  private ReconcileResult giveUp(Instance ended, String why, Deadline deadline) {
    Instant now = clock.instant();
    var unused =
        ports
            .instances()
            .update(
                ended,
                i ->
                    i.autoRestart().equals(ended.autoRestart())
                        ? RestartPolicy.givenUp(i, why, now)
                        : i);
    return reconcile(ended.userId(), deadline);
  }

  /**
   * Opens the route to a running server again that was removed outside of the platform.
   *
   * @param lost the recorded route, which does not exist
   * @return whether that began: not when the run has another route now, nor when another pass holds
   *     the lease
   */
  public boolean restoreRoute(UserId user, Route lost, Deadline deadline) {
    Optional<Instance> found = ports.instances().find(user);
    return found.isPresent()
        && underLease(found.get(), i -> StateTransition.routeLost(i, lost), () -> {}, deadline);
  }

  /**
   * Removes a route that leads to no server, since its user's instance has no run. A start that
   * comes meanwhile finds the lease taken, so the route it opens is never removed.
   *
   * @return whether it was removed: not when the instance has a run, nor when another pass holds
   *     the lease
   */
  public boolean removeRoute(UserId user, Deadline deadline) {
    Optional<Instance> found = ports.instances().find(user).filter(instance -> !instance.gone());
    if (found.isEmpty()) {
      // There is nothing to lease. A server has to be created before it can be started, and its
      // task to run before its route is opened: that takes longer than this call.
      ports.routes().remove(user);
      return true;
    }
    return underLease(
        found.get(),
        i -> i.run().isPresent() ? Optional.empty() : Optional.of(i),
        () -> ports.routes().remove(user),
        deadline);
  }

  /**
   * Changes a record and takes its lease in one write, does some work and reconciles.
   *
   * @param change empty where there is nothing to do
   * @return whether it did: not when another lease holds the record
   */
  private boolean underLease(
      Instance found,
      Function<Instance, Optional<Instance>> change,
      Runnable work,
      Deadline deadline) {
    Lease lease = context.newLease();
    Instance written =
        ports
            .instances()
            .update(
                found,
                current ->
                    change
                        .apply(current)
                        .map(changed -> LeasedRecord.withLease(changed, lease, clock.instant()))
                        .filter(changed -> LeasedRecord.holds(changed, lease))
                        .orElse(current));
    if (!LeasedRecord.holds(written, lease)) {
      return false;
    }
    try {
      work.run();
    } finally {
      var unused = resume(written, lease, deadline);
    }
    return true;
  }

  private ReconcileResult resume(Instance leased, Lease lease, Deadline deadline) {
    return new ReconcilePass(context, lease, Optional.empty(), deadline).run(leased);
  }

  /** Whether there is nothing to do and nothing to observe. */
  private boolean isSettled(Instance instance) {
    Instant now = clock.instant();
    Instance next = StateTransition.on(instance, false, now);
    // A tombstone waits until its save points are to go.
    boolean watched = !instance.gone() && instance.reconcileStatus().nextCheckAt().isPresent();
    return ReconcilePlan.next(next, new AttemptedSteps(), now).isEmpty() && !watched;
  }
}
