/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.Subdomain;
import java.util.Optional;
import java.util.OptionalInt;

/** Port: what a running server says of its players, and of what its user has to do. */
public interface PlayerCounts {
  /** Never throws. */
  Reading read(Subdomain subdomain);

  /**
   * What a server said.
   *
   * @param players the users connected to the server's world, 0 without an active world; empty when
   *     the server gives no readable answer
   * @param attention what keeps a server without an active world from one, as far as its front page
   *     shows it
   */
  record Reading(OptionalInt players, Optional<Attention> attention) {
    public static Reading counted(int players) {
      return new Reading(OptionalInt.of(players), Optional.empty());
    }

    public static Reading unreadable() {
      return new Reading(OptionalInt.empty(), Optional.empty());
    }
  }
}
