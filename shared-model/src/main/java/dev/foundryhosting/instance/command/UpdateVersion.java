/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.files.FileJob;
import dev.foundryhosting.files.SavePointOrder;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.GuardedUpdate;
import dev.foundryhosting.instance.GuardedUpdate.Target;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Deadline;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.Tokens;
import dev.foundryhosting.instance.reconcile.InstanceReconciler;
import dev.foundryhosting.instance.reconcile.ReleaseChoice;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.ReleaseCache;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Chooses the version of Foundry that the next start runs: the newest cached build of it. */
public final class UpdateVersion {
  private final Instances instances;
  private final ReleaseCache releases;
  private final InstanceReconciler reconciler;
  private final RandomSource random;
  private final Clock clock;

  public UpdateVersion(
      Instances instances,
      ReleaseCache releases,
      InstanceReconciler reconciler,
      RandomSource random,
      Clock clock) {
    this.instances = instances;
    this.releases = releases;
    this.reconciler = reconciler;
    this.random = random;
    this.clock = clock;
  }

  /**
   * @param guarded whether it is taken back when the server does not work with the new version:
   *     first a save point is taken, then the server is started, where it may be
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE} unless the server
   *     is stopped, {@code DEPENDENCY_FAILED}: then it is recorded and goes on by itself
   */
  public Instance update(UserId user, FoundryVersion version, boolean guarded, Deadline deadline) {
    Target target = new Target(version, ReleaseChoice.build(version, releases.known()));
    String token = Tokens.draw(random);
    Instance recorded =
        instances.update(
            instances.require(user), instance -> updated(instance, target, guarded, token));
    return recorded.update().isPresent()
        ? reconciler.reconcile(user, deadline).orThrow(recorded)
        : recorded;
  }

  private Instance updated(Instance instance, Target target, boolean guarded, String token) {
    requireRest(instance);
    Instant now = clock.instant();
    Optional<GuardedUpdate> open = instance.openUpdate(now);
    if (open.isPresent()) {
      if (open.get().to().equals(target)) {
        return instance;
      }
      throw PlatformException.notNow(
          ErrorCode.INVALID_STATE, "Another update is under way. Ask again when it is done.");
    }
    Target present = new Target(instance.profile().version(), instance.profile().build());
    if (present.equals(target)) {
      return instance;
    }
    if (!guarded || !instance.everRun()) {
      return instance.running(target, now).withUpdate(Optional.empty());
    }
    SavePointOrder order =
        SavePointOrder.automatic(
            SavePointOrder.Reason.UPDATE, token, instance.profile().exactVersion().value());
    Instance free = instance.withUpdate(Optional.empty());
    return FileRequests.accepted(free, FileJob.save(instance.userId(), order, now), now)
        .withUpdate(Optional.of(GuardedUpdate.requested(target, present, order.id(), now)));
  }

  private static void requireRest(Instance instance) {
    switch (instance.status()) {
      case CREATED, STOPPED, FAILED -> {}
      case STARTING, RUNNING ->
          throw new PlatformException(
              ErrorCode.INVALID_STATE,
              "The server is running. Stop it first, then change its version.");
      case STOPPING ->
          throw PlatformException.notNow(
              ErrorCode.INVALID_STATE,
              "The server is stopping. Change its version when it has stopped.");
      case CREATING ->
          throw PlatformException.notNow(
              ErrorCode.INVALID_STATE, "The server is still being created.");
      case DESTROYING ->
          throw new PlatformException(ErrorCode.INVALID_STATE, "The server is being destroyed.");
    }
  }
}
