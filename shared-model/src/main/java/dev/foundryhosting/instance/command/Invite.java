/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.command;

import dev.foundryhosting.error.ErrorCode;
import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.JoinCode;
import dev.foundryhosting.instance.UserSecret.Field;
import dev.foundryhosting.instance.port.Instances;
import dev.foundryhosting.instance.port.RandomSource;
import dev.foundryhosting.instance.port.UserSecrets;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/**
 * Reads and renews the join code of a user's server. The code is in the user's secret; the record
 * follows it with the hash.
 */
public final class Invite {
  private final Instances instances;
  private final UserSecrets secrets;
  private final RandomSource random;

  public Invite(Instances instances, UserSecrets secrets, RandomSource random) {
    this.instances = instances;
    this.secrets = secrets;
    this.random = random;
  }

  /**
   * A server and the code by which players wake it.
   *
   * @param code never to be logged
   */
  public record Invitation(Instance instance, JoinCode code) {}

  /**
   * The code that holds; a server of an earlier version gets one now.
   *
   * @throws PlatformException {@code INSTANCE_NOT_FOUND}, {@code INVALID_STATE} while the server
   *     has no secret
   */
  public Invitation get(UserId user) {
    Instance instance = instances.require(user);
    UserSecrets.Stored stored = secret(instance);
    return stored
        .secret()
        .get(Field.JOIN_CODE)
        .flatMap(JoinCode::parse)
        .map(code -> recorded(instance, code))
        .orElseGet(() -> drawn(instance, stored));
  }

  /**
   * A new code; the one before wakes the server no more.
   *
   * @throws PlatformException as {@link #get}
   */
  public Invitation renew(UserId user) {
    Instance instance = instances.require(user);
    return drawn(instance, secret(instance));
  }

  private Invitation drawn(Instance instance, UserSecrets.Stored stored) {
    JoinCode code = JoinCode.draw(random::bytes);
    secrets.replace(stored.arn(), stored.secret().with(Field.JOIN_CODE, code.value()));
    return recorded(instance, code);
  }

  private Invitation recorded(Instance instance, JoinCode code) {
    Optional<JoinCode.Hash> hash = Optional.of(code.hash());
    Instance written =
        instances.update(
            instance,
            record ->
                record.access().joinCode().equals(hash)
                    ? record
                    : record.withJoinCode(code.hash()));
    return new Invitation(written, code);
  }

  private UserSecrets.Stored secret(Instance instance) {
    return secrets
        .find(instance.userId())
        .orElseThrow(
            () ->
                PlatformException.notNow(
                    ErrorCode.INVALID_STATE, "The server has no secret right now."));
  }
}
