/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.platform.Environment;
import dev.foundryhosting.platform.Variable;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The monthly spending caps.
 *
 * @param platform for users without a cap of their own; empty for no cap
 * @param prices in the currency of all caps
 */
public record SpendingCaps(Optional<Money> platform, Prices prices) {
  public SpendingCaps {
    if (platform.filter(cap -> !cap.currency().equals(prices.currency())).isPresent()) {
      throw new IllegalArgumentException("a cap is in the platform's currency");
    }
  }

  /**
   * @throws IllegalStateException with one sentence that names the variable that is wrong
   */
  public static SpendingCaps from(Environment environment, Prices prices) {
    return new SpendingCaps(
        environment.find(
            Variable.MONTHLY_SPENDING_CAP, text -> MoneyText.amount("it", text, prices.currency())),
        prices);
  }

  /** A user's cap: the user's own goes before the platform's. */
  public Optional<Money> of(Optional<Money> own) {
    // A cap in a currency that the platform had before is void.
    return own.filter(cap -> cap.currency().equals(prices.currency())).or(() -> platform);
  }

  /**
   * The budget of a user with a cap.
   *
   * @param total read only for a user with a cap
   * @param running the user's task that is not in the total yet
   */
  public Optional<Budget> budget(
      Optional<Money> own, Supplier<MonthTotal> total, Optional<TaskRun> running) {
    return of(own).map(cap -> Budget.of(cap, total.get(), running, prices));
  }
}
