/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A user's month in the ledger.
 *
 * @param entries ordered by time
 */
public record UserMonth(List<UsageEntry> entries, MonthTotal total) {
  public UserMonth {
    Objects.requireNonNull(total, "total");
    entries =
        entries.stream()
            .sorted(Comparator.comparing(UsageEntry::at).thenComparing(UsageEntry::entryId))
            .toList();
  }
}
