package dev.foundryhosting.usage;

import java.util.Currency;

/**
 * What an entry adds to the total of its month.
 *
 * @param kind to which of the sums
 * @param seconds metered; only of a cost
 * @param money in the entry's own currency
 */
public record Addition(Kind kind, long seconds, Money money) {

  /** The sums of a month. */
  public enum Kind {
    COST,
    DONATION,
    CREDIT
  }

  /** What takes it back again. */
  public Addition negated() {
    return new Addition(kind, -seconds, money.negated());
  }

  public Currency currency() {
    return money.currency();
  }
}
