/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.worldfiles;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock by which something happens each time it is read. */
final class TickingClock extends Clock {
  private final Clock clock;
  private final Runnable tick;

  TickingClock(Clock clock, Runnable tick) {
    this.clock = clock;
    this.tick = tick;
  }

  @Override
  public Instant instant() {
    tick.run();
    return clock.instant();
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new TickingClock(clock.withZone(zone), tick);
  }
}
