/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.port;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UserMonth;
import java.util.List;

/**
 * Port: the costs and credits of users, by month. One transaction writes an entry and the month's
 * total, so the total is always the sum of the entries.
 */
public interface UsageLedger {
  /**
   * Books all entries of an ended run, or none. The first booking of a run wins; a later one
   * changes nothing, also with other times.
   *
   * @param entries at least one, all of that run, each of another month
   * @return whether this call booked it
   */
  boolean bookRun(UserId user, String runId, List<RunEntry> entries);

  /**
   * Books a credit, once for a user, role and month.
   *
   * @return whether this call booked it
   */
  boolean bookCredit(UserId user, UsageMonth month, CreditEntry credit);

  MonthTotal total(UserId user, UsageMonth month);

  UserMonth month(UserId user, UsageMonth month);

  /**
   * The totals of all users with entries in a month, in any order, and the total without a user for
   * the unclaimed donations, if there are any. May lag a moment.
   */
  List<MonthTotal> totals(UsageMonth month);
}
