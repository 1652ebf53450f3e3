/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * When wrong join codes were given lately: for one table, or from one address.
 *
 * @param times the latest last
 * @param revision counts the writes; 0 before the first one
 */
public record WrongCodes(List<Instant> times, long revision) {
  /** How long a wrong code counts. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  public static final int MOST_A_TABLE = 5;
  public static final int MOST_AN_ADDRESS = 20;

  public WrongCodes {
    times = List.copyOf(times);
  }

  public static WrongCodes none() {
    return new WrongCodes(List.of(), 0);
  }

  /** Whether no further code may be tried. */
  public boolean reached(int most, Instant now) {
    return counting(now).count() >= most;
  }

  public WrongCodes plus(Instant now) {
    return new WrongCodes(Stream.concat(counting(now), Stream.of(now)).toList(), revision + 1);
  }

  /** When the last one counts no more. */
  public Instant forgottenAt() {
    return times.getLast().plus(WINDOW);
  }

  private Stream<Instant> counting(Instant now) {
    return times.stream().filter(at -> at.plus(WINDOW).isAfter(now));
  }
}
