package dev.foundryhosting.local.costs;

import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.CostSums;
import dev.foundryhosting.api.UserCostsAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
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
