/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the platform is in maintenance.
 *
 * @param reason for everybody to read; as the others only while it is
 */
public record Maintenance(
    boolean enabled, Optional<String> reason, Optional<UserId> by, Optional<Instant> since) {
  public static final Maintenance NONE =
      new Maintenance(false, Optional.empty(), Optional.empty(), Optional.empty());
}
