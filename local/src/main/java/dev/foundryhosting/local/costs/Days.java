package dev.foundryhosting.local.costs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** How long was played on each day of a month, in UTC. */
final class Days {
  private Days() {}

  /** A duration for each day, the first of the month first. What lies outside counts nowhere. */
  static List<Duration> played(YearMonth month, List<RunBar> plays) {
    return month
        .atDay(1)
        .datesUntil(month.plusMonths(1).atDay(1))
        .map(day -> plays.stream().map(play -> on(day, play)).reduce(Duration.ZERO, Duration::plus))
        .toList();
  }

  private static Duration on(LocalDate day, RunBar play) {
    Instant from = later(play.from(), midnight(day));
    Instant until = earlier(play.until(), midnight(day.plusDays(1)));
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
