/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.time.Instant;
import java.util.Optional;

/**
 * A download into the cache that an administrator asked for.
 *
 * @param taskArn of the task that downloads; empty until ECS was asked for it
 * @param failure why it failed; empty while it is under way
 */
public record Download(
    Build build, Instant requestedAt, Optional<String> taskArn, Optional<String> failure) {
  /** A download that is asked for now. */
  public static Download requested(Build build, Instant now) {
    return new Download(build, now, Optional.empty(), Optional.empty());
  }

  /** The same download with its task. */
  public Download by(String task) {
    return new Download(build, requestedAt, Optional.of(task), failure);
  }

  /** The same download when it failed. */
  public Download failed(String why) {
    return new Download(build, requestedAt, taskArn, Optional.of(why));
  }
}
