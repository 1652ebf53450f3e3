/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.functions.management;

import dev.foundryhosting.api.AllCostsAnswer;
import dev.foundryhosting.api.Amount;
import dev.foundryhosting.api.CostEntry;
import dev.foundryhosting.api.CostSums;
import dev.foundryhosting.api.DonationAnswer;
import dev.foundryhosting.api.Label;
import dev.foundryhosting.api.UnclaimedDonations;
import dev.foundryhosting.api.UserCostsAnswer;
import dev.foundryhosting.usage.BookedDonation;
import dev.foundryhosting.usage.Costs;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.Donation;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.command.GetAllCosts.AllCosts;
import dev.foundryhosting.usage.command.GetUserCosts.UserCosts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What callers see of costs and donations. */
final class CostAnswers {
  private CostAnswers() {}

  static UserCostsAnswer of(UserCosts user) {
    return new UserCostsAnswer(
        user.user(),
        user.month(),
        of(user.costs()),
        Stream.concat(
                user.entries().stream().map(CostAnswers::of),
                user.running().stream().map(run -> of(run, Optional.of(true))))
            .toList());
  }

  static AllCostsAnswer of(AllCosts all) {
    return new AllCostsAnswer(
        all.month(),
        of(all.costs()),
        all.users().entrySet().stream()
            .map(each -> new AllCostsAnswer.UserSums(each.getKey(), of(each.getValue())))
            .toList(),
        unclaimed(all));
  }

  static UnclaimedDonations unclaimed(AllCosts all) {
    return new UnclaimedDonations(
        all.unclaimed().donations().text(), of(all.unclaimed().otherDonations()));
  }

  static DonationAnswer of(BookedDonation booked) {
    Donation donation = booked.donation();
    return new DonationAnswer(booked.user(), donation.month(), of(donation));
  }

  static CostSums of(Costs costs) {
    return new CostSums(
        costs.seconds(),
        costs.cost().text(),
        costs.donations().text(),
        costs.credits().text(),
        costs.uncovered().text(),
        code(costs.cost()),
        of(costs.otherDonations()));
  }

  static Amount of(Money money) {
    return new Amount(money.text(), code(money));
  }

  private static List<Amount> of(List<Money> amounts) {
    return amounts.stream().map(CostAnswers::of).toList();
  }

  private static CostEntry of(UsageEntry entry) {
    return switch (entry) {
      case RunEntry run -> of(run, Optional.empty());
      case Donation donation -> of(donation);
      case CreditEntry(String role, Money amount, var at) ->
          new CostEntry.Credit(role, at, amount.text(), code(amount));
    };
  }

  private static CostEntry of(RunEntry run, Optional<Boolean> running) {
    return new CostEntry.Run(
        run.runId(),
        run.from(),
        run.until(),
        run.seconds(),
        run.cpuUnits(),
        run.memoryMiB(),
        run.cost().text(),
        code(run.cost()),
        run.stopCause().map(Label::of),
        running);
  }

  private static CostEntry.Donation of(Donation donation) {
    return new CostEntry.Donation(
        donation.transactionId(),
        donation.kind(),
        donation.at(),
        donation.amount().text(),
        code(donation.amount()),
        donation.from(),
        donation.message());
  }

  private static String code(Money money) {
    return money.currency().getCurrencyCode();
  }
}
