/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.files.WorldName;
import dev.foundryhosting.instance.Attention;
import dev.foundryhosting.instance.PlayerActivity;
import dev.foundryhosting.instance.Subdomain;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Port: what a running server says of its players, and of what its user has to do. */
public interface PlayerCounts {
  /** Never throws. */
  Reading read(Subdomain subdomain);

  /**
   * What a server said.
   *
   * @param players the users connected to the server's world, 0 without an open world; empty when
   *     the server gives no readable answer
   * @param attention what keeps a server without an open world from one, as far as its front page
   *     shows it
   * @param world the open world
   * @param setup a digest of an answer that names no open world, without what changes by itself: it
   *     changes when somebody sets the server up
   */
  record Reading(
      OptionalInt players,
      Optional<Attention> attention,
      Optional<WorldName> world,
      Optional<String> setup) {
    /** Of a server that names no world. */
    public static Reading counted(int players) {
      return counted(players, Optional.empty());
    }

    public static Reading counted(int players, Optional<WorldName> world) {
      return new Reading(OptionalInt.of(players), Optional.empty(), world, Optional.empty());
    }

    /** Of a server without an open world. */
    public static Reading setup(String answer, Optional<Attention> attention) {
      return new Reading(OptionalInt.of(0), attention, Optional.empty(), Optional.of(answer));
    }

    public static Reading unreadable() {
      return new Reading(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is known after this answer. */
    PlayerActivity after(PlayerActivity known, Instant now) {
      if (players.isEmpty()) {
        return known.unreadable(now);
      }
      return setup
          .map(answer -> known.settingUp(answer, now))
          .orElseGet(() -> known.counted(players.getAsInt(), now));
    }
  }
}
