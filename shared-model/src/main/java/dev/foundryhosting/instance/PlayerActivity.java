/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of the players on a run's server, and of who sets it up.
 *
 * @param players the count of the last answer; empty before the first one, and when the last one
 *     was unreadable
 * @param readAt when the server was asked last
 * @param emptySince since when readable answers count no player of an open world
 * @param playedAt when an answer counted players last; empty once a readable one counts none
 * @param everJoined whether an answer ever counted players
 * @param unreadable how many of the last answers in a row could not be read
 * @param keptAliveUntil until when its user asked to keep it without players
 * @param setup what the last readable answer said, as a digest, where it named no open world
 * @param setupAt the last sign of somebody who sets the server up: an answer without a world that
 *     differs from the one before, a world that opens, or keep-alive meanwhile
 */
public record PlayerActivity(
    OptionalInt players,
    Optional<Instant> readAt,
    Optional<Instant> emptySince,
    Optional<Instant> playedAt,
    boolean everJoined,
    int unreadable,
    Optional<Instant> keptAliveUntil,
    Optional<String> setup,
    Optional<Instant> setupAt) {

  /** Of a server that was not asked yet. */
  public static PlayerActivity begun() {
    Optional<Instant> never = Optional.empty();
    return new PlayerActivity(
        OptionalInt.empty(), never, never, never, false, 0, never, Optional.empty(), never);
  }

  /** After an answer that counts the players of an open world. */
  public PlayerActivity counted(int count, Instant now) {
    Optional<Instant> at = Optional.of(now);
    boolean played = count > 0;
    return new PlayerActivity(
        OptionalInt.of(count),
        at,
        played ? Optional.empty() : emptySince.or(() -> at),
        played ? at : Optional.empty(),
        everJoined || played,
        0,
        keptAliveUntil,
        Optional.empty(),
        setup.isPresent() ? at : setupAt);
  }

  /**
   * After an answer that names no open world.
   *
   * @param answer its digest, without what changes by itself
   */
  public PlayerActivity settingUp(String answer, Instant now) {
    Optional<Instant> at = Optional.of(now);
    Optional<String> said = Optional.of(answer);
    return new PlayerActivity(
        OptionalInt.of(0),
        at,
        Optional.empty(),
        Optional.empty(),
        everJoined,
        0,
        keptAliveUntil,
        said,
        setup.equals(said) ? setupAt : at);
  }

  /** After an answer that could not be read. */
  public PlayerActivity unreadable(Instant now) {
    return new PlayerActivity(
        OptionalInt.empty(),
        Optional.of(now),
        Optional.empty(),
        playedAt,
        everJoined,
        unreadable + 1,
        keptAliveUntil,
        setup,
        setupAt);
  }

  /** Kept alive until a time, or until a later one that was asked for before. */
  public PlayerActivity keptAlive(Instant until, Instant now) {
    return new PlayerActivity(
        players,
        readAt,
        emptySince,
        playedAt,
        everJoined,
        unreadable,
        keptAliveUntil.filter(until::isBefore).or(() -> Optional.of(until)),
        setup,
        settingUp() ? Optional.of(now) : setupAt);
  }

  /** Whether it says the same as an earlier one, but for the times of reading. */
  public boolean saysAs(PlayerActivity earlier) {
    Optional<Instant> playedThen =
        playedAt.isPresent() ? earlier.playedAt.or(() -> playedAt) : Optional.empty();
    return new PlayerActivity(
            players,
            earlier.readAt,
            emptySince,
            playedThen,
            everJoined,
            unreadable,
            keptAliveUntil,
            setup,
            setupAt)
        .equals(earlier);
  }

  /** Whether the last answer counted no player of an open world. */
  public boolean empty() {
    return players.isPresent() && players.getAsInt() == 0 && setup.isEmpty();
  }

  /** Whether the last answer named no open world: somebody may be at work in the setup. */
  public boolean settingUp() {
    return players.isPresent() && setup.isPresent();
  }
}
