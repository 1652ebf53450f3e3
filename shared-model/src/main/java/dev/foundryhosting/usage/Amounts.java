package dev.foundryhosting.usage;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sums of money, one for each currency.
 *
 * @param byCurrency the sums by their currency's code
 */
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

  /** The sum in one currency. */
  public Money in(Currency currency) {
    return Optional.ofNullable(byCurrency.get(currency.getCurrencyCode()))
        .orElseGet(() -> Money.zero(currency));
  }

  /** The sums in all other currencies that are not zero, by their codes. */
  public List<Money> otherThan(Currency currency) {
    return new TreeMap<>(byCurrency)
        .values().stream()
            .filter(sum -> !sum.currency().equals(currency) && sum.amount().signum() != 0)
            .toList();
  }
}
