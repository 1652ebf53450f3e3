/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.usage.command;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.Costs;
import dev.foundryhosting.usage.Metering;
import dev.foundryhosting.usage.MonthTotal;
import dev.foundryhosting.usage.Prices;
import dev.foundryhosting.usage.RunEntry;
import dev.foundryhosting.usage.TaskRun;
import dev.foundryhosting.usage.UsageEntry;
import dev.foundryhosting.usage.UsageMonth;
import dev.foundryhosting.usage.UserMonth;
import dev.foundryhosting.usage.port.UnbookedRuns;
import dev.foundryhosting.usage.port.UsageLedger;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The costs of a user in a month, and what covered them. */
public final class GetUserCosts {
  private final UsageLedger ledger;
  private final UnbookedRuns unbooked;
  private final Prices prices;
  private final Clock clock;

  public GetUserCosts(UsageLedger ledger, UnbookedRuns unbooked, Prices prices, Clock clock) {
    this.ledger = ledger;
    this.unbooked = unbooked;
    this.prices = prices;
    this.clock = clock;
  }

  /**
   * A month of a user.
   *
   * @param costs the sums, with the running server
   * @param entries the booked ones, ordered by time
   * @param running what the running server cost in that month so far
   */
  public record UserCosts(
      UserId user,
      UsageMonth month,
      Costs costs,
      List<UsageEntry> entries,
      Optional<RunEntry> running) {}

  /** The costs of a month, by default the present one. */
  public UserCosts get(UserId user, Optional<UsageMonth> month) {
    UsageMonth asked = month.orElseGet(() -> UsageMonth.of(clock.instant()));
    // In this order: a run that is booked in between is in the ledger, and counts only there.
    Optional<TaskRun> now = unbooked.of(user);
    UserMonth booked = ledger.month(user, asked);
    Optional<RunEntry> running =
        now.flatMap(run -> soFar(run, asked)).filter(entry -> !holds(booked, entry));
    MonthTotal total =
        running.map(entry -> booked.total().plus(entry.addition())).orElse(booked.total());
    return new UserCosts(
        user, asked, Costs.of(total, prices.currency()), booked.entries(), running);
  }

  private Optional<RunEntry> soFar(TaskRun run, UsageMonth month) {
    return Metering.soFar(run, clock.instant(), prices).stream()
        .filter(entry -> entry.month().equals(month))
        .findFirst();
  }

  private static boolean holds(UserMonth booked, RunEntry entry) {
    return booked.entries().stream().anyMatch(each -> each.entryId().equals(entry.entryId()));
  }
}
