package dev.foundryhosting.local.costs;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * A run, or the part of it that lies in the month.
 *
 * @param until the present moment for a run that goes on
 * @param cost in the platform's currency
 */
public record RunBar(Instant from, Instant until, BigDecimal cost, boolean running) {
  public RunBar {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("a run does not end before it begins");
    }
  }

  Duration length() {
    return Duration.between(from, until);
  }
}
