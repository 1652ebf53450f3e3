/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.StopCauseKind;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.RestartPolicy;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.util.Optional;

/** Stops a server at once, with players or without, for an administrator. */
public final class ForceShutdown {
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final Clock clock;

  public ForceShutdown(Instances instances, InstanceReconciler reconciler, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Stops a server; returns while it saves its worlds.
   *
   * @param why a sentence for its user
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}; {@code INVALID_STATE} when nothing runs
   */
  public Instance stop(UserId user, String why, Deadline deadline) {
    Instance requested =
        instances.update(
            instances.require(user),
            instance ->
                switch (instance.status()) {
                  case STARTING, RUNNING ->
                      instance.stopping(
                          Optional.of(new StopCause(StopCauseKind.ADMINISTRATOR, why)),
                          clock.instant());
                  case STOPPING -> RestartPolicy.cancelled(instance, clock.instant());
                  case CREATING, CREATED, STOPPED, DESTROYING, FAILED ->
                      throw new PlatformException(
                          ErrorCode.INVALID_STATE, "The server does not run.");
                });
    return reconciler.reconcile(user, deadline).orThrow(requested);
  }
}
