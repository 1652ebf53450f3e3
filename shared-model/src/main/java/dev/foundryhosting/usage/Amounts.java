/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sums of money, by currency code. */
public record Amounts(Map<String, Money> byCurrency) {
  public static final Amounts NONE = new Amounts(Map.of());

  public Amounts {
    byCurrency = Map.copyOf(byCurrency);
  }

  public Amounts plus(Money money) {
    Map<String, Money> sums = new TreeMap<>(byCurrency);
    sums.merge(money.currency().getCurrencyCode(), money, Money::plus);
    return new Amounts(sums);
  }

  public Amounts plus(Amounts others) {
    Amounts sums = this;
    for (Money each : others.byCurrency.values()) {
      sums = sums.plus(each);
    }
    return sums;
  }

  public Money in(Currency currency) {
    return Optional.ofNullable(byCurrency.get(currency.getCurrencyCode()))
        .orElseGet(() -> Money.zero(currency));
  }

  /** The sums in all other currencies but those of zero, ordered by code. */
  public List<Money> otherThan(Currency currency) {
    return new TreeMap<>(byCurrency)
        .values().stream()
            .filter(sum -> !sum.currency().equals(currency) && sum.amount().signum() != 0)
            .toList();
  }
}
