package dev.foundryhosting.local.costs;

import java.time.Instant;

/**
 * The mark of a donation or a credit.
 *
 * @param what in a line
 * @param kind decides the colour
 */
public record DonationMark(Instant at, String what, Kind kind) {
  public enum Kind {
    DONATION,
    CREDIT,
    /** A donation in another currency: it covers nothing. */
    APART
  }
}
