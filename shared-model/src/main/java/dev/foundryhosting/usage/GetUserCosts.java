package dev.foundryhosting.usage;

import dev.foundryhosting.platform.UserId;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a user's play cost in a month, and what covered it. */
public final class GetUserCosts {
  private final UsageLedger ledger;
  private final Currency currency;
  private final Clock clock;

  public GetUserCosts(UsageLedger ledger, Prices prices, Clock clock) {
    this.ledger = ledger;
    this.currency = prices.currency();
    this.clock = clock;
  }

  /**
   * A month of a user.
   *
   * @param costs the sums
   * @param entries what they are made of, in the order of their times
   */
  public record UserCosts(UserId user, UsageMonth month, Costs costs, List<UsageEntry> entries) {
    public UserCosts {
      Objects.requireNonNull(user, "user");
      entries = List.copyOf(entries);
    }
  }

  /**
   * @param month this one, unless it is told
   */
  public UserCosts get(UserId user, Optional<UsageMonth> month) {
    UsageMonth asked = month.orElseGet(() -> UsageMonth.of(clock.instant()));
    UserMonth booked = ledger.month(user, asked);
    return new UserCosts(user, asked, Costs.of(booked.total(), currency), booked.entries());
  }
}
