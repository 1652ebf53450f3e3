/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A user's spending cap for a month, and what is spent of it.
 *
 * @param cap once it is spent, the user's server is stopped and does not start
 * @param booked the cost of the user's ended runs in that month
 */
public record Budget(Money cap, UsageMonth month, Money booked, Optional<Meter> running) {
  /** From this share of the cap on, players are warned. */
  public static final int WARN_AT_PERCENT = 80;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public Budget {
    if (cap.amount().signum() < 0 || !cap.currency().equals(booked.currency())) {
      throw new IllegalArgumentException("a cap is not negative and has the currency of the costs");
    }
  }

  /** A running task, and the exact price of an hour of it. */
  public record Meter(Instant since, BigDecimal perHour) {
    public Meter {
      if (perHour.signum() < 0) {
        throw new IllegalArgumentException("a price is not negative");
      }
    }
  }

  static Budget of(Money cap, MonthTotal total, Optional<TaskRun> running, Prices prices) {
    Optional<Meter> meter =
        running.flatMap(
            run ->
                run.billedFrom()
                    .map(from -> new Meter(from, prices.hour(run.cpuUnits(), run.memoryMiB()))));
    return new Budget(cap, total.month(), total.cost().in(cap.currency()), meter);
  }

  /** What is spent at a time of the month. */
  public Money spent(Instant time) {
    BigDecimal running =
        this.running
            .map(meter -> cost(meter.perHour(), counted(meter), time))
            .orElse(BigDecimal.ZERO);
    return booked.plus(Money.rounded(running, cap.currency()).atLeastZero());
  }

  public boolean reached(Instant time) {
    return reaches(100).filter(at -> !time.isBefore(at)).isPresent();
  }

  /**
   * When this share of the cap is spent, if the server runs on.
   *
   * @return the start of the run where it is spent already; empty when it lasts until the end of
   *     the month
   */
  public Optional<Instant> reaches(int percent) {
    BigDecimal left =
        cap.amount()
            .multiply(BigDecimal.valueOf(percent))
            .divide(HUNDRED)
            .subtract(booked.amount());
    Instant from = running.map(this::counted).orElse(month.start());
    if (left.signum() <= 0) {
      return Optional.of(from);
    }
    BigDecimal perHour = running.map(Meter::perHour).orElse(BigDecimal.ZERO);
    if (cost(perHour, from, month.end()).compareTo(left) <= 0) {
      return Optional.empty();
    }
    BigDecimal seconds =
        left.multiply(Metering.SECONDS_PER_HOUR).divide(perHour, 0, RoundingMode.CEILING);
    return Optional.of(from.plusSeconds(seconds.longValueExact())).filter(month.end()::isAfter);
  }

  private Instant counted(Meter meter) {
    return meter.since().isAfter(month.start()) ? meter.since() : month.start();
  }

  private static BigDecimal cost(BigDecimal perHour, Instant from, Instant until) {
    return Metering.cost(perHour, Duration.between(from, until).toSeconds());
  }
}
