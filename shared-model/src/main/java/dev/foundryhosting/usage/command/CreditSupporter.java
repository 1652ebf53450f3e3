/* SPDX-License-Identifier: Apache-2.0 */
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
 * Credits users for the roles that they hold. Each role counts once for a user and month, with the
 * amount of the first call.
 */
public final class CreditSupporter {
  private final UsageLedger ledger;
  private final Clock clock;

  public CreditSupporter(UsageLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * @param held the ids of all roles of the user; roles without a credit are ignored
   * @return how many credits this call booked for this month
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
