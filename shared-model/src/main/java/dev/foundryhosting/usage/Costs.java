package dev.foundryhosting.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
  private static final long ALL = 100;

  public Costs {
    otherDonations = List.copyOf(otherDonations);
  }

  /** How much of the cost is covered, in whole percent; may be more than all of it. */
  public long coveredPercent() {
    BigDecimal given = donations.plus(credits).amount();
    return cost.amount().signum() == 0
        ? ALL
        : given
            .multiply(BigDecimal.valueOf(ALL))
            .divide(cost.amount(), 0, RoundingMode.DOWN)
            .longValueExact();
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
