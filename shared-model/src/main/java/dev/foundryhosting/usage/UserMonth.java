package dev.foundryhosting.usage;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * All that was booked for a user in a month.
 *
 * @param entries in the order of their times
 * @param total their sums
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
