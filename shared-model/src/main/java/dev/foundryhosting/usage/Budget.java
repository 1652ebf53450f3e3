package dev.foundryhosting.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user may spend in a month, and what is spent of it; pure. The month's turn gives all of it
 * back.
 *
 * @param cap what the month may cost; nothing is started or goes on once that is spent
 * @param month which month
 * @param booked what the user's ended runs cost in that month
 * @param running what runs now, if anything does
 */
public record Budget(Money cap, UsageMonth month, Money booked, Optional<Meter> running) {
  /** From this share of the cap on, whoever plays is told. */
  public static final int WARN_AT_PERCENT = 80;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
  private static final int MICRO = 6;

  public Budget {
    Objects.requireNonNull(month, "month");
    Objects.requireNonNull(running, "running");
    if (cap.amount().signum() < 0 || !cap.currency().equals(booked.currency())) {
      throw new IllegalArgumentException("a cap is an amount in the currency that is booked");
    }
  }

  /**
   * A meter that runs.
   *
   * @param since since when
   * @param perHour what an hour costs, exactly
   */
  public record Meter(Instant since, BigDecimal perHour) {
    public Meter {
      Objects.requireNonNull(since, "since");
      if (perHour.signum() < 0) {
        throw new IllegalArgumentException("a price is not negative");
      }
    }
  }

  /** The budget of whoever has a cap, with what was booked and what runs. */
  public static Budget of(Money cap, MonthTotal total, Optional<TaskRun> running, Prices prices) {
    Optional<Meter> meter =
        running.flatMap(
            run ->
                run.billedFrom()
                    .map(from -> new Meter(from, prices.hour(run.cpuUnits(), run.memoryMiB()))));
    return new Budget(cap, total.month(), total.cost().in(cap.currency()), meter);
  }

  /** What is spent by a time of the month, to the minor unit. */
  public Money spent(Instant time) {
    BigDecimal running =
        this.running
            .map(meter -> cost(meter.perHour(), Duration.between(counted(meter), time)))
            .orElse(BigDecimal.ZERO);
    return booked.plus(Money.rounded(running, cap.currency()).atLeastZero());
  }

  /** Whether all is spent at a time of the month. */
  public boolean reached(Instant time) {
    return reaches(100).filter(at -> !time.isBefore(at)).isPresent();
  }

  /**
   * When so much of the cap is, or was, spent, if what runs goes on.
   *
   * @return when what runs began, where that was so already; empty when it is not so by the end of
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
    BigDecimal costs = cost(perHour, Duration.between(from, month.end()));
    if (costs.compareTo(left) <= 0) {
      return Optional.empty();
    }
    BigDecimal seconds = left.multiply(SECONDS_PER_HOUR).divide(perHour, 0, RoundingMode.CEILING);
    return Optional.of(from.plusSeconds(seconds.longValueExact())).filter(month.end()::isAfter);
  }

  /** Since when what runs counts in this month. */
  private Instant counted(Meter meter) {
    return meter.since().isAfter(month.start()) ? meter.since() : month.start();
  }

  private static BigDecimal cost(BigDecimal perHour, Duration time) {
    return perHour
        .multiply(BigDecimal.valueOf(time.toSeconds()))
        .divide(SECONDS_PER_HOUR, MICRO, RoundingMode.HALF_UP);
  }
}
