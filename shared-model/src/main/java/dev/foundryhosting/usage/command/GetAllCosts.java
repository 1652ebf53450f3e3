/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.command;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Costs;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Clock;
import java.util.Currency;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The costs of all users in a month, and what covered them. */
public final class GetAllCosts {
  private final UsageLedger ledger;
  private final Currency currency;
  private final Clock clock;

  public GetAllCosts(UsageLedger ledger, Prices prices, Clock clock) {
    this.ledger = ledger;
    this.currency = prices.currency();
    this.clock = clock;
  }

  /**
   * A month of the platform.
   *
   * @param costs of all users, with the unclaimed donations
   */
  public record AllCosts(
      UsageMonth month, Costs costs, SortedMap<UserId, Costs> users, Costs unclaimed) {}

  /** The costs of a month, by default the present one. */
  public AllCosts get(Optional<UsageMonth> month) {
    UsageMonth asked = month.orElseGet(() -> UsageMonth.of(clock.instant()));
    MonthTotal all = MonthTotal.empty(Optional.empty(), asked);
    MonthTotal unclaimed = all;
    SortedMap<UserId, Costs> users = new TreeMap<>();
    for (MonthTotal total : ledger.totals(asked)) {
      all = all.plus(total);
      if (total.user().isPresent()) {
        users.put(total.user().get(), Costs.of(total, currency));
      } else {
        unclaimed = total;
      }
    }
    return new AllCosts(asked, Costs.of(all, currency), users, Costs.of(unclaimed, currency));
  }
}
