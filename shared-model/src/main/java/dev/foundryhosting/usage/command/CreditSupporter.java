package dev.foundryhosting.usage.command;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.Money;
import dev.foundryhosting.usage.SupporterRoles;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Credits users for the roles that they hold. Whoever knows the roles may tell them as often as he
 * likes: each counts once for a user and month, with the amount that held when it was told first.
 */
public final class CreditSupporter {
  private final UsageLedger ledger;
  private final Clock clock;

  public CreditSupporter(UsageLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Credits this month.
   *
   * @param held the ids of all roles that the user holds; those that are worth nothing are ignored
   * @return how many credits this call booked
   */
  public int credit(UserId user, Set<String> held, SupporterRoles roles) {
    Instant now = clock.instant();
    int booked = 0;
    for (String role : held) {
      Optional<Money> amount = Optional.ofNullable(roles.monthly().get(role));
      if (amount.isPresent()
          && ledger.bookCredit(
              user, UsageMonth.of(now), new CreditEntry(role, amount.get(), now))) {
        booked++;
      }
    }
    return booked;
  }
}
