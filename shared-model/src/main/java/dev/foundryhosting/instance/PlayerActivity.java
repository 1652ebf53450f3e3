package dev.foundryhosting.instance;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of the players on a run's server.
 *
 * @param players how many the last readable answer said; empty as long as there was none, and from
 *     an unreadable one on
 * @param readAt when the server was asked last
 * @param emptySince since when nobody is there, by readable answers alone
 * @param playedAt when somebody was there last; empty once nobody was there any more, by readable
 *     answers alone
 * @param everJoined whether anybody ever was there
 * @param unreadable how many of the last answers in a row could not be read
 * @param keptAliveUntil until when its user asked to keep it although nobody is there
 */
public record PlayerActivity(
    OptionalInt players,
    Optional<Instant> readAt,
    Optional<Instant> emptySince,
    Optional<Instant> playedAt,
    boolean everJoined,
    int unreadable,
    Optional<Instant> keptAliveUntil) {

  public PlayerActivity {
    Objects.requireNonNull(players, "players");
    Objects.requireNonNull(readAt, "readAt");
    Objects.requireNonNull(emptySince, "emptySince");
    Objects.requireNonNull(playedAt, "playedAt");
    Objects.requireNonNull(keptAliveUntil, "keptAliveUntil");
  }

  /** Of a server that nobody looked at yet. */
  public static PlayerActivity begun() {
    return new PlayerActivity(
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        0,
        Optional.empty());
  }

  /** After an answer that said how many players there are. */
  public PlayerActivity counted(int count, Instant now) {
    return new PlayerActivity(
        OptionalInt.of(count),
        Optional.of(now),
        count > 0 ? Optional.empty() : emptySince.or(() -> Optional.of(now)),
        count > 0 ? Optional.of(now) : Optional.empty(),
        everJoined || count > 0,
        0,
        keptAliveUntil);
  }

  /** After an answer that said nothing: nobody knows whether anybody is there. */
  public PlayerActivity unreadable(Instant now) {
    return new PlayerActivity(
        OptionalInt.empty(),
        Optional.of(now),
        Optional.empty(),
        playedAt,
        everJoined,
        unreadable + 1,
        keptAliveUntil);
  }

  /** Kept alive until a time; one that was asked for before stays when it is later. */
  public PlayerActivity keptAlive(Instant until) {
    return new PlayerActivity(
        players,
        readAt,
        emptySince,
        playedAt,
        everJoined,
        unreadable,
        keptAliveUntil.filter(until::isBefore).or(() -> Optional.of(until)));
  }

  /** Whether it says the same as an earlier one, but for when that was read. */
  public boolean saysAs(PlayerActivity earlier) {
    Optional<Instant> playedThen =
        playedAt.isPresent() ? earlier.playedAt.or(() -> playedAt) : Optional.empty();
    return new PlayerActivity(
            players, earlier.readAt, emptySince, playedThen, everJoined, unreadable, keptAliveUntil)
        .equals(earlier);
  }

  /** Whether nobody is there for certain. */
  public boolean empty() {
    return players.isPresent() && players.getAsInt() == 0;
  }

  /** Whether somebody is there for certain. */
  public boolean played() {
    return players.isPresent() && players.getAsInt() > 0;
  }
}
