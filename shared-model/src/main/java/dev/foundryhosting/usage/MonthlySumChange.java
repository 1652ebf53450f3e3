/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import dev.foundryhosting.event.StopCauseKind;
import java.util.Currency;
import java.util.Optional;

/**
 * What an entry adds to the total of its month.
 *
 * @param seconds 0 unless it is a cost
 * @param stopCause of a server's run that ended in the month
 */
public record MonthlySumChange(
    Kind kind, long seconds, Money money, Optional<StopCauseKind> stopCause) {
  public static MonthlySumChange of(Kind kind, Money money) {
    return new MonthlySumChange(kind, 0, money, Optional.empty());
  }

  /** The sums of a month. */
  public enum Kind {
    COST,
    DONATION,
    CREDIT
  }

  /** Takes it back; only donations move to another user. */
  public MonthlySumChange negated() {
    if (stopCause.isPresent()) {
      throw new IllegalStateException("a stop cause is counted for good");
    }
    return new MonthlySumChange(kind, -seconds, money.negated(), stopCause);
  }

  public Currency currency() {
    return money.currency();
  }
}
