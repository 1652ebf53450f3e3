package dev.foundryhosting.local.costs;

import java.time.Instant;

/**
 * A donation or a credit.
 *
 * @param what it is, in a line
 * @param kind by which it is coloured
 */
public record DonationMark(Instant at, String what, Kind kind) {
  /** What a gift is to the month. */
  public enum Kind {
    DONATION,
    CREDIT,
    /** A donation in another currency, which covers nothing. */
    APART
  }
}
