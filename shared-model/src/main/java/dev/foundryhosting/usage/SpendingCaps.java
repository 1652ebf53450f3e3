package dev.foundryhosting.usage;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.util.Objects;
import java.util.Optional;

/**
 * What users may spend in a month.
 *
 * @param platform for everybody who has no cap of the own; empty for no cap
 * @param prices by which what runs is metered; in the currency of all caps
 */
public record SpendingCaps(Optional<Money> platform, Prices prices) {
  public SpendingCaps {
    Objects.requireNonNull(prices, "prices");
    if (platform.filter(cap -> !cap.currency().equals(prices.currency())).isPresent()) {
      throw new IllegalArgumentException("a cap is in the platform's currency");
    }
  }

  /**
   * @throws IllegalStateException with one sentence that names the variable that is wrong
   */
  public static SpendingCaps from(Environment environment, Prices prices) {
    try {
      return new SpendingCaps(
          environment
              .find(Variable.MONTHLY_SPENDING_CAP)
              .map(
                  text ->
                      MoneyText.amount(
                          Variable.MONTHLY_SPENDING_CAP.name(), text, prices.currency())),
          prices);
    } catch (PlatformException e) {
      throw new IllegalStateException(
          "The environment variable %s is malformed; it must hold an amount in %s."
              .formatted(Variable.MONTHLY_SPENDING_CAP, prices.currency()),
          e);
    }
  }

  /** No cap for anybody but those who have one of their own. */
  public static SpendingCaps none(Prices prices) {
    return new SpendingCaps(Optional.empty(), prices);
  }

  /**
   * What holds for a user.
   *
   * @param own the user's own cap, which goes before the platform's
   */
  public Optional<Money> of(Optional<Money> own) {
    // One from before the platform's currency was another one says nothing any more.
    return own.filter(cap -> cap.currency().equals(prices.currency())).or(() -> platform);
  }

  /**
   * The budget of a user who has a cap, with nothing running.
   *
   * @param own the user's own cap
   * @param total of the month in question
   */
  public Optional<Budget> budget(Optional<Money> own, MonthTotal total) {
    return of(own).map(cap -> Budget.of(cap, total, Optional.empty(), prices));
  }
}
