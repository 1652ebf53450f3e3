/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.discord;

import jakarta.inject.Singleton;
import java.time.Clock;

/** Discord's ids ("Snowflakes"): they grow with time, and each is unique. */
@Singleton
class Snowflakes {
  /** The first second of 2015. */
  private static final long EPOCH_MILLIS = 1_420_070_400_000L;

  private static final int BITS_BELOW_TIME = 22;

  private final Clock clock;
  private long last;

  Snowflakes(Clock clock) {
    this.clock = clock;
  }

  synchronized String next() {
    last = Math.max((clock.millis() - EPOCH_MILLIS) << BITS_BELOW_TIME, last + 1);
    return Long.toString(last);
  }
}
