/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.instance.DomainEvents;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Notice;
import dev.foundryhosting.instance.Run;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;

/** Announces to a user that the server will be stopped; the reconciler stops it at that time. */
public final class AnnounceShutdown {
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final Clock clock;

  public AnnounceShutdown(Instances instances, InstanceReconciler reconciler, Clock clock) {
    this.instances = instances;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Announces the end of a run, unless that is over or ends sooner.
   *
   * @param selected whether a run is to end, as it is when the notice is written
   */
  public void announce(UserId user, Predicate<Run> selected, Notice notice, Deadline deadline) {
    instances
        .find(user)
        .ifPresent(
            found -> {
              var unused = instances.update(found, i -> announced(i, selected, notice));
            });
    var unused = reconciler.reconcile(user, deadline);
  }

  private Instance announced(Instance instance, Predicate<Run> selected, Notice notice) {
    Instant now = clock.instant();
    return instance.run().filter(selected).isPresent()
        ? DomainEvents.withEvents(instance, instance.noticed(notice, now), now)
        : instance;
  }
}
