/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.util.Optional;

/** Removes a server with everything that belongs to it. */
public final class DestroyInstance {
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final Clock clock;

  public DestroyInstance(Instances instances, InstanceReconciler reconciler, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Stops the server and removes its files and resources; returns while that goes on. What remains
   * is a tombstone, and for seven days the secret, which can be restored.
   *
   * @param keepLicense whether the user's licence stays, with its credentials
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code DEPENDENCY_FAILED}: then the
   *     destroy is recorded and goes on by itself
   */
  public Instance destroy(UserId user, boolean keepLicense, Deadline deadline) {
    Instance requested =
        instances.update(
            instances.require(user),
            instance ->
                instance.desired() == Desired.DESTROYED
                    ? instance
                    : instance.destroying(keepLicense, false, Optional.empty(), clock.instant()));
    return reconciler.reconcile(user, deadline).orThrow(requested);
  }
}
