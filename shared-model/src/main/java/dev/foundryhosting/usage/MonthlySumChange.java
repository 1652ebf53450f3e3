package dev.foundryhosting.usage;

import dev.foundryhosting.event.StopCauseKind;
import java.util.Currency;
import java.util.Optional;

/**
 * What an entry adds to the total of its month.
 *
 * @param kind to which of the sums
 * @param seconds metered; only of a cost
 * @param money in the entry's own currency
 * @param ending the ending of a server's run, to be counted
 */
public record MonthlySumChange(
    Kind kind, long seconds, Money money, Optional<StopCauseKind> stopCause) {
  /** Of money alone. */
  public static MonthlySumChange of(Kind kind, Money money) {
    return new MonthlySumChange(kind, 0, money, Optional.empty());
  }

  /** The sums of a month. */
  public enum Kind {
    COST,
    DONATION,
    CREDIT
  }

  /** What takes it back again; a run that ended is never taken back. */
  public MonthlySumChange negated() {
    if (stopCause.isPresent()) {
      throw new IllegalStateException("an ending is counted for good");
    }
    return new MonthlySumChange(kind, -seconds, money.negated(), stopCause);
  }

  public Currency currency() {
    return money.currency();
  }
}
