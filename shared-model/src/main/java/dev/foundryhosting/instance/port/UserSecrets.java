/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance.port;

import dev.foundryhosting.instance.UserSecret;
import dev.foundryhosting.platform.UserId;
import java.util.Optional;

/** Port: one secret a user (Secrets Manager), a JSON object with the keys of {@link UserSecret}. */
public interface UserSecrets {
  /** The secret as it can be used now; empty also while it is scheduled for deletion. */
  Optional<Stored> find(UserId user);

  /** As {@link #find}, but a secret that is scheduled for deletion is restored first. */
  Optional<Stored> recover(UserId user);

  /**
   * Makes the secret of a user who has none.
   *
   * @return its ARN
   */
  String create(UserId user, UserSecret secret);

  /** Replaces the content of a secret. */
  void replace(String secretArn, UserSecret secret);

  /**
   * Removes the secret; does nothing where there is none.
   *
   * @param recoverable whether it can be restored for seven days; if not, an earlier scheduled
   *     deletion happens at once, too
   */
  void remove(UserId user, boolean recoverable);

  record Stored(String arn, UserSecret secret) {}
}
