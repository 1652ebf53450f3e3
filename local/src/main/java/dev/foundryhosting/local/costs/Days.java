package dev.foundryhosting.local.costs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** How long servers ran on each day of a month, in UTC. */
final class Days {
  private Days() {}

  /** A duration for each day of the month; the parts of runs in other months do not count. */
  static List<Duration> lengths(YearMonth month, List<RunBar> runs) {
    return month
        .atDay(1)
        .datesUntil(month.plusMonths(1).atDay(1))
        .map(day -> runs.stream().map(run -> on(day, run)).reduce(Duration.ZERO, Duration::plus))
        .toList();
  }

  private static Duration on(LocalDate day, RunBar run) {
    Instant from = later(run.from(), midnight(day));
    Instant until = earlier(run.until(), midnight(day.plusDays(1)));
    return until.isAfter(from) ? Duration.between(from, until) : Duration.ZERO;
  }

  private static Instant midnight(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
