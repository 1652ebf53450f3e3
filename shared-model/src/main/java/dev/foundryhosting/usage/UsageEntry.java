/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.time.Instant;

/** One line of a user's month. */
public sealed interface UsageEntry permits RunEntry, Donation, CreditEntry {
  /** The key within the user's month; a repetition has the same. */
  String entryId();

  Instant at();

  MonthlySumChange addition();
}
