/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.platform.UserId;

/** Reads the key of the setup page of a user's server. It is in the secret alone. */
public final class GetAdminKey {
  private final Instances instances;
  private final UserSecrets secrets;

  public GetAdminKey(Instances instances, UserSecrets secrets) {
    this.instances = instances;
    this.secrets = secrets;
  }

  /**
   * @return 32 hexadecimal digits; never to be logged
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE} while there is none
   */
  public String get(UserId user) {
    Instance instance = instances.require(user);
    return secrets
        .find(instance.userId())
        .flatMap(stored -> stored.secret().get(UserSecret.Field.ADMIN_KEY))
        .orElseThrow(
            () ->
                PlatformException.notNow(
                    ErrorCode.INVALID_STATE, "The server has no admin key right now."));
  }
}
