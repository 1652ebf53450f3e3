package dev.foundryhosting.usage;

import java.time.Instant;

/** One line of a user's month. */
public sealed interface UsageEntry permits RunEntry, DonationEntry, CreditEntry {
  /** Its key within the user's month; the same thing told again has the same. */
  String entryId();

  /** Where it stands among the others. */
  Instant at();

  /** What it adds to the month's total. */
  MonthlySumChange addition();
}
