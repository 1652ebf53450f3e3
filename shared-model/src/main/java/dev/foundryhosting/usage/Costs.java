package dev.foundryhosting.usage;

import java.util.Currency;
import java.util.List;

/**
 * A month's sums in the platform's currency.
 *
 * @param seconds metered
 * @param cost of the runs
 * @param donations given in the platform's currency
 * @param credits of roles
 * @param uncovered what of the cost neither donations nor credits cover
 * @param otherDonations given in other currencies: shown, never added up
 */
public record Costs(
    long seconds,
    Money cost,
    Money donations,
    Money credits,
    Money uncovered,
    List<Money> otherDonations) {
  public Costs {
    otherDonations = List.copyOf(otherDonations);
  }

  public static Costs of(MonthTotal total, Currency currency) {
    Money cost = total.cost().in(currency);
    Money donations = total.donations().in(currency);
    Money credits = total.credits().in(currency);
    return new Costs(
        total.seconds(),
        cost,
        donations,
        credits,
        cost.minus(donations).minus(credits).atLeastZero(),
        total.donations().otherThan(currency));
  }
}
