/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.reconcile.ReleaseChoice;
import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.release.Build;
import dev.foundryhosting.release.ReleaseCache;
import java.time.Clock;
import java.util.Optional;

/** Chooses the version of Foundry that the next start runs: the newest cached build of it. */
public final class UpdateVersion {
  private final Instances instances;
  private final ReleaseCache releases;
  private final Clock clock;

  public UpdateVersion(Instances instances, ReleaseCache releases, Clock clock) {
    this.instances = instances;
    this.releases = releases;
    this.clock = clock;
  }

  /**
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE} unless the server
   *     is stopped
   */
  public Instance update(UserId user, FoundryVersion version) {
    Optional<Build> build = ReleaseChoice.build(version, releases.known());
    return instances.update(
        instances.require(user),
        instance ->
            switch (instance.status()) {
              case CREATED, STOPPED, FAILED ->
                  instance.profile().version().equals(version)
                          && instance.profile().build().equals(build)
                      ? instance
                      : changed(instance, version, build);
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
                  throw new PlatformException(
                      ErrorCode.INVALID_STATE, "The server is being destroyed.");
            });
  }

  private Instance changed(Instance instance, FoundryVersion version, Optional<Build> build) {
    Instance changed = instance.withVersion(version, clock.instant());
    return build.map(changed::with).orElse(changed);
  }
}
