/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.instance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How players get in.
 *
 * @param joinCode of the link that the server's user gives to players; empty in a record of an
 *     earlier version until its user asks for the link
 * @param starts how long the last starts took until players could join, the latest first
 */
public record PlayerAccess(Optional<JoinCode.Hash> joinCode, List<Duration> starts) {
  private static final int STARTS_KEPT = 5;

  /** From the request to the open route, as measured with an image that Fargate had to pull. */
  private static final Duration USUAL_START = Duration.ofSeconds(90);

  public PlayerAccess {
    starts = List.copyOf(starts);
  }

  public static PlayerAccess none() {
    return new PlayerAccess(Optional.empty(), List.of());
  }

  PlayerAccess by(JoinCode.Hash code) {
    return new PlayerAccess(Optional.of(code), starts);
  }

  PlayerAccess started(Duration took) {
    return new PlayerAccess(
        joinCode, Stream.concat(Stream.of(took), starts.stream()).limit(STARTS_KEPT).toList());
  }

  /** How long a start takes: the median of the last ones. */
  public Duration usualStart() {
    List<Duration> sorted = starts.stream().sorted().toList();
    return sorted.isEmpty() ? USUAL_START : sorted.get(sorted.size() / 2);
  }
}
