package dev.foundryhosting.usage.port;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.CreditEntry;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UserMonth;
import java.util.List;

/**
 * Port: what play cost and what was credited, by user and month. An entry is written in one
 * transaction with the month's total, so the total is always the sum of the entries.
 */
public interface UsageLedger {
  /**
   * Books an ended run with all its entries, or nothing. The first booking of a run wins: told
   * again, with the same times or with others, it changes nothing.
   *
   * @param entries at least one, all of that run, each of another month
   * @return whether this call booked it
   */
  boolean bookRun(UserId user, String runId, List<RunEntry> entries);

  /**
   * Books a credit, unless the user was credited for that role in that month before.
   *
   * @return whether this call booked it
   */
  boolean bookCredit(UserId user, UsageMonth month, CreditEntry credit);

  /** The sums of a user's month; nothing where nothing was booked. */
  MonthTotal total(UserId user, UsageMonth month);

  /** A user's month; without entries where nothing was booked. */
  UserMonth month(UserId user, UsageMonth month);

  /**
   * The totals of everybody who has one in a month, in any order; with one without a user when
   * there were unclaimed donations. May lag a moment behind a booking.
   */
  List<MonthTotal> totals(UsageMonth month);
}
