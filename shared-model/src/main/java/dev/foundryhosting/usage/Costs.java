/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;

/**
 * A month's sums in the platform's currency.
 *
 * @param uncovered the part of the cost that neither donations nor credits cover
 * @param otherDonations donations in other currencies: shown, never added up
 */
public record Costs(
    long seconds,
    Money cost,
    Money donations,
    Money credits,
    Money uncovered,
    List<Money> otherDonations) {
  private static final long ALL = 100;

  /** The covered share of the cost in whole percent; may exceed 100. */
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
