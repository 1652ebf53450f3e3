/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.event.DomainEvent;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.Lease;
import dev.foundryhosting.instance.LicenseType;
import dev.foundryhosting.instance.Profile;
import dev.foundryhosting.instance.Subdomain;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.Tokens;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.ReconcilerPorts;
import dev.foundryhosting.license.LicenseId;
import dev.foundryhosting.platform.OptimisticRetry;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Erases a user: nothing is left of the server, licence, secret, sessions and record. */
public final class DeleteUser {
  private final ReconcilerPorts ports;
  private final Instances instances;
  private final InstanceReconciler reconciler;
  private final Clock clock;

  public DeleteUser(ReconcilerPorts ports, InstanceReconciler reconciler, Clock clock) {
    this.ports = ports;
    this.instances = ports.instances();
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Begins the erasure; returns while it goes on. A user without a record gets one for as long as
   * it takes, so that whatever is left of the user is removed as after any teardown.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND} when nothing is known of the user, {@code
   *     DEPENDENCY_FAILED}: then it is recorded and goes on by itself
   */
  public Instance delete(UserId user, Deadline deadline) {
    Instance requested =
        OptimisticRetry.of(
            "server", () -> instances.find(user).map(this::erasing).or(() -> record(user)));
    return reconciler.reconcile(user, deadline).orThrow(requested);
  }

  private Instance erasing(Instance found) {
    return instances.update(
        found, instance -> instance.destroying(false, true, Optional.empty(), clock.instant()));
  }

  /** The record of an erasure; empty when there is another record by now. */
  private Optional<Instance> record(UserId user) {
    Instant now = clock.instant();
    if (!known(user)) {
      // Receivers of events may keep something of a user whom the platform does not know any more.
      ports.notifications().publish(List.of(DomainEvent.erased(user, now)));
      throw new PlatformException(
          ErrorCode.INSTANCE_NOT_FOUND, "Nothing is known of user " + user + ".");
    }
    Profile profile =
        new Profile(
            user,
            user.value(),
            new Subdomain("erasure-" + Tokens.draw(ports.random())),
            LicenseType.POOLED,
            new FoundryVersion("release"),
            Optional.empty(),
            now);
    // Under a lease that is over, it is due at once: this process may die.
    Instance nothing =
        Instance.requested(profile, new Lease("erasure", now))
            .destroying(false, true, Optional.empty(), now);
    return instances.create(nothing, Optional.empty())
            instanceof Instances.Created.Done(Instance created)
        ? Optional.of(created)
        : Optional.empty();
  }

  /** Whether anything is left of a user without a record. Each booking is listed with its user. */
  private boolean known(UserId user) {
    return ports.reservations().of(user).revision() > 0
        || ports.licenses().find(LicenseId.ofOwner(user)).isPresent()
        || ports.secrets().find(user).isPresent()
        || ports.inventories().of(user).revision() > 0;
  }
}
