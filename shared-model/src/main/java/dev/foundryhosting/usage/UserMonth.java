/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.util.Comparator;
import java.util.List;

/**
 * A user's month in the ledger.
 *
 * @param entries ordered by time
 */
public record UserMonth(List<UsageEntry> entries, MonthTotal total) {
  public UserMonth {
    entries =
        entries.stream()
            .sorted(Comparator.comparing(UsageEntry::at).thenComparing(UsageEntry::entryId))
            .toList();
  }
}
