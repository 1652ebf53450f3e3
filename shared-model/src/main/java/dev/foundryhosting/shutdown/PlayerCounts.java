/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Subdomain;
import java.util.OptionalInt;

/** Port: the number of players on a running server. */
public interface PlayerCounts {
  /**
   * @return the users connected to the server's world, 0 without an active world; empty when the
   *     server gives no readable answer. Never throws
   */
  OptionalInt read(Subdomain subdomain);
}
