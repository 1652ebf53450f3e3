/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.Status;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.reconcile.ClaimRun;
import dev.foundryhosting.instance.reconcile.ClaimRun.Result;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.ReconcileContext;
import dev.foundryhosting.instance.reconcile.ReconcilePass;
import dev.foundryhosting.license.RunClaim;
import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/** Starts the server of a user, or says why it may not start. */
public final class StartInstance {
  private final ReconcileContext context;
  private final ClaimRun claimRun;
  private final InstanceReconciler reconciler;
  private final ReclaimLicense reclaimLicense;

  public StartInstance(ReconcileContext context, ClaimRun claimRun, InstanceReconciler reconciler) {
    this.context = context;
    this.claimRun = claimRun;
    this.reconciler = reconciler;
    this.reclaimLicense =
        new ReclaimLicense(context.ports().instances(), reconciler, context.clock());
  }

  /**
   * Claims the licence and starts a task; returns while the server starts. During a session of the
   * user the run serves that session.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE}, {@code
   *     MAINTENANCE}, {@code SPENDING_CAP_REACHED}, {@code LICENSE_IN_USE}, {@code
   *     LICENSE_UNAVAILABLE}, {@code LICENSE_NOT_FOUND}, {@code CONFLICT}, {@code
   *     DEPENDENCY_FAILED}: then the start is recorded and goes on by itself
   */
  public Instance start(UserId user, Deadline deadline) {
    return switch (claimRun.start(user)) {
      case Result.Claimed(Instance instance, Lease lease) ->
          new ReconcilePass(context, lease, Optional.empty(), deadline)
              .run(instance)
              .orThrow(instance);
      case Result.NothingToClaim(Instance instance) ->
          instance.status() == Status.RUNNING
              ? instance
              : reconciler.reconcile(user, deadline).orThrow(instance);
      case Result.LicenseInUse(RunClaim by) -> throw inUse(by, deadline);
      case Result.Refused(ErrorCode code, String why, boolean passes) ->
          throw passes ? PlatformException.notNow(code, why) : new PlatformException(code, why);
    };
  }

  private PlatformException inUse(RunClaim by, Deadline deadline) {
    Optional<Instant> free = reclaimLicense.from(by, deadline);
    return PlatformException.notNow(
        ErrorCode.LICENSE_IN_USE,
        "The licence is in use since %s; one server can run on it.%s"
            .formatted(
                by.since(),
                free.map(at -> " That one will be stopped at " + at + ": start yours then.")
                    .orElse("")));
  }
}
