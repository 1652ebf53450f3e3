/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.shutdown;

import dev.foundryhosting.error.PlatformException;
import dev.foundryhosting.instance.Instance;
import dev.foundryhosting.instance.reconcile.MeteredTasks;
import dev.foundryhosting.usage.Budget;
import dev.foundryhosting.usage.SpendingCaps;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Clock;
import java.util.Optional;

/** The budget of a server's user for this month. */
public final class Spending {
  private final UsageLedger ledger;
  private final SpendingCaps caps;
  private final Clock clock;

  public Spending(UsageLedger ledger, SpendingCaps caps, Clock clock) {
    this.ledger = ledger;
    this.caps = caps;
    this.clock = clock;
  }

  /**
   * Reads the ledger only for a user with a cap.
   *
   * @return empty for a user without a cap
   * @throws PlatformException {@code DEPENDENCY_FAILED}
   */
  public Optional<Budget> budget(Instance instance) {
    return caps.budget(
        instance.settings().spendingCap(),
        () -> ledger.total(instance.userId(), UsageMonth.of(clock.instant())),
        MeteredTasks.unbooked(instance));
  }
}
