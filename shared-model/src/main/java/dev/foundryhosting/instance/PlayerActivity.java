/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of the players on a run's server.
 *
 * @param players the count of the last answer; empty before the first one, and when the last one
 *     was unreadable
 * @param readAt when the server was asked last
 * @param emptySince since when readable answers count no player
 * @param playedAt when an answer counted players last; empty once a readable one counts none
 * @param everJoined whether an answer ever counted players
 * @param unreadable how many of the last answers in a row could not be read
 * @param keptAliveUntil until when its user asked to keep it without players
 */
public record PlayerActivity(
    OptionalInt players,
    Optional<Instant> readAt,
    Optional<Instant> emptySince,
    Optional<Instant> playedAt,
    boolean everJoined,
    int unreadable,
    Optional<Instant> keptAliveUntil) {

  /** Of a server that was not asked yet. */
  public static PlayerActivity begun() {
    Optional<Instant> never = Optional.empty();
    return new PlayerActivity(OptionalInt.empty(), never, never, never, false, 0, never);
  }

  public PlayerActivity counted(int count, Instant now) {
    Optional<Instant> at = Optional.of(now);
    OptionalInt counted = OptionalInt.of(count);
    return count > 0
        ? new PlayerActivity(counted, at, Optional.empty(), at, true, 0, keptAliveUntil)
        : new PlayerActivity(
            counted, at, emptySince.or(() -> at), Optional.empty(), everJoined, 0, keptAliveUntil);
  }

  /** After an answer that could not be read. */
  public PlayerActivity unreadable(Instant now) {
    Optional<Instant> at = Optional.of(now);
    int more = unreadable + 1;
    return new PlayerActivity(
        OptionalInt.empty(), at, Optional.empty(), playedAt, everJoined, more, keptAliveUntil);
  }

  /** Kept alive until a time, or until a later one that was asked for before. */
  public PlayerActivity keptAlive(Instant until) {
    Optional<Instant> later = keptAliveUntil.filter(until::isBefore).or(() -> Optional.of(until));
    return new PlayerActivity(players, readAt, emptySince, playedAt, everJoined, unreadable, later);
  }

  /** Whether it says the same as an earlier one, but for the times of reading. */
  public boolean saysAs(PlayerActivity earlier) {
    Optional<Instant> playedThen =
        playedAt.isPresent() ? earlier.playedAt.or(() -> playedAt) : Optional.empty();
    return new PlayerActivity(
            players, earlier.readAt, emptySince, playedThen, everJoined, unreadable, keptAliveUntil)
        .equals(earlier);
  }

  /** Whether the last answer counted no player. */
  public boolean empty() {
    return players.isPresent() && players.getAsInt() == 0;
  }
}
