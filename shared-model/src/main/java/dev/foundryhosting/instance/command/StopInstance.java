/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Desired;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.StopCause;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.RestartPolicy;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/** Stops the server of a user. */
public final class StopInstance {
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final Clock clock;

  public StopInstance(Instances instances, InstanceReconciler reconciler, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Asks the server to save its worlds and end; returns while it does. Changes nothing where
   * nothing runs.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE} while it is created
   *     or destroyed, {@code DEPENDENCY_FAILED}: then the stop is recorded and goes on by itself
   */
  public Instance stop(UserId user, Deadline deadline) {
    Instance requested = instances.update(instances.require(user), this::stopping);
    return reconciler.reconcile(user, deadline).orThrow(requested);
  }

  /**
   * Ends a run by a rule, not by its user's request.
   *
   * @param selected whether a run is to end, as it is when the stop is written
   * @param why the rule, and a sentence for the user
   */
  public void stop(UserId user, Predicate<Run> selected, StopCause why, Deadline deadline) {
    Optional<Instance> found = instances.find(user).filter(i -> runs(i, selected));
    if (found.isPresent()) {
      Instance requested =
          instances.update(
              found.get(),
              i -> runs(i, selected) ? i.stopping(Optional.of(why), clock.instant()) : i);
      var unused = reconciler.reconcile(user, deadline).orThrow(requested);
    }
  }

  private static boolean runs(Instance instance, Predicate<Run> selected) {
    return instance.desired() == Desired.RUNNING && instance.run().filter(selected).isPresent();
  }

  private Instance stopping(Instance instance) {
    return switch (instance.status()) {
      case STARTING, RUNNING -> instance.stopping(Optional.empty(), clock.instant());
      case STOPPING -> RestartPolicy.cancelled(instance, clock.instant());
      case CREATED, STOPPED, FAILED -> instance;
      case CREATING ->
          throw PlatformException.notNow(
              ErrorCode.INVALID_STATE, "The server is still being created.");
      case DESTROYING ->
          throw new PlatformException(ErrorCode.INVALID_STATE, "The server is being destroyed.");
    };
  }
}
