/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.local.costs;

import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.CostSums;
import dev.foundryhosting.api.UserCostsAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's month as its picture shows it. Days are UTC's.
 *
 * @param played how long servers ran
 * @param uncovered the part of the cost that neither donations nor credits cover
 * @param currency of all amounts
 */
public record Month(
    YearMonth month,
    Duration played,
    BigDecimal cost,
    BigDecimal donations,
    BigDecimal credits,
    BigDecimal uncovered,
    String currency,
    List<RunBar> runs,
    List<DonationMark> marks) {

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

    private Duration on(LocalDate day) {
      Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
      Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      Instant first = from.isAfter(start) ? from : start;
      Instant last = until.isBefore(end) ? until : end;
      return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
    }
  }

  /**
   * The mark of a donation or a credit.
   *
   * @param what in a line
   * @param kind decides the colour
   */
  public record DonationMark(Instant at, String what, Kind kind) {
    public enum Kind {
      DONATION,
      CREDIT,
      /** A donation in another currency: it covers nothing. */
      APART
    }
  }

  public Month {
    runs = List.copyOf(runs);
    marks = List.copyOf(marks);
  }

  public static Month of(UserCostsAnswer answer) {
    List<RunBar> runs = new ArrayList<>();
    List<DonationMark> marks = new ArrayList<>();
    CostSums sums = answer.sums();
    for (CostEntry entry : answer.entries()) {
      switch (entry) {
        case CostEntry.Run run -> runs.add(bar(run));
        case CostEntry.Donation donation -> marks.add(mark(donation, sums.currency()));
        case CostEntry.Credit credit -> {
          String what = "Credit of %s %s for a role".formatted(credit.amount(), credit.currency());
          marks.add(new DonationMark(credit.at(), what, DonationMark.Kind.CREDIT));
        }
      }
    }
    return new Month(
        answer.month().value(),
        Duration.ofSeconds(sums.seconds()),
        new BigDecimal(sums.cost()),
        new BigDecimal(sums.donations()),
        new BigDecimal(sums.credits()),
        new BigDecimal(sums.uncovered()),
        sums.currency(),
        runs,
        marks);
  }

  /** How long servers ran on each day; the parts of runs in other months do not count. */
  List<Duration> lengths() {
    return month
        .atDay(1)
        .datesUntil(month.plusMonths(1).atDay(1))
        .map(day -> runs.stream().map(run -> run.on(day)).reduce(Duration.ZERO, Duration::plus))
        .toList();
  }

  private static RunBar bar(CostEntry.Run run) {
    return new RunBar(
        run.from(), run.until(), new BigDecimal(run.cost()), run.running().orElse(false));
  }

  private static DonationMark mark(CostEntry.Donation donation, String currency) {
    String what =
        "%s of %s %s from %s"
            .formatted(
                donation.kind(),
                donation.amount(),
                donation.currency(),
                donation.from().orElse("somebody"));
    DonationMark.Kind kind =
        donation.currency().equals(currency) ? DonationMark.Kind.DONATION : DonationMark.Kind.APART;
    return new DonationMark(donation.at(), what, kind);
  }
}
