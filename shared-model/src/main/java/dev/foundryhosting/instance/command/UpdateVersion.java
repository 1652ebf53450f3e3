/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.FoundryVersion;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.platform.UserId;
import java.time.Clock;

/** Chooses the version of Foundry that the next start runs. */
public final class UpdateVersion {
  private final Instances instances;
  private final Clock clock;

  public UpdateVersion(Instances instances, Clock clock) {
    this.instances = instances;
    this.clock = clock;
  }

  /**
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE} unless the server
   *     is stopped
   */
  public Instance update(UserId user, FoundryVersion version) {
    return instances.update(
        instances.require(user),
        instance ->
            switch (instance.status()) {
              case CREATED, STOPPED, FAILED ->
                  instance.profile().version().equals(version)
                      ? instance
                      : instance.withVersion(version, clock.instant());
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
}
