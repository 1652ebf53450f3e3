/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * foundryvtt.com limits logins and downloads: after a refusal nothing is downloaded for a while.
 *
 * @param refusals in a row
 */
public record ReleasePause(int refusals, Instant until) {
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30));

  /** The pause after one more refusal. */
  static ReleasePause after(Optional<ReleasePause> before, Instant now) {
    int refusals = before.map(ReleasePause::refusals).orElse(0) + 1;
    return new ReleasePause(refusals, now.plus(PAUSES.get(Math.min(refusals, PAUSES.size()) - 1)));
  }

  boolean holds(Instant now) {
    return now.isBefore(until);
  }
}
