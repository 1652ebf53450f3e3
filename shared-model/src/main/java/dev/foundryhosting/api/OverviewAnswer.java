/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole platform, for maintainers. Amounts are decimal numbers in the platform's currency.
 *
 * @param at when it was read
 * @param running what runs now, and is not booked yet
 * @param contributors who gave most in the month, the largest sum first
 * @param unclaimed the donations of the month that are no user's yet
 */
public record OverviewAnswer(
    Instant at,
    Servers servers,
    Running running,
    Sessions sessions,
    Licenses licenses,
    Month month,
    List<Contributor> contributors,
    UnclaimedDonations unclaimed,
    SpendingCaps spendingCaps,
    Maintenance maintenance) {
  /** How many servers there are, in all and by the label of each status. */
  public record Servers(int total, @Wire.Unwrapped Map<String, Integer> byStatus) {}

  /** What runs now: the players that are known, the seconds metered this month, their cost. */
  public record Running(int players, long seconds, String cost) {}

  /** How many sessions are to come or on, by the label of each status, and the next one. */
  public record Sessions(
      int open, @Wire.Unwrapped Map<String, Integer> byStatus, Optional<SessionAnswer> next) {}

  /** How many licences there are, by the label of each sharing state, and how many runs hold. */
  public record Licenses(int total, @Wire.Unwrapped Map<String, Integer> bySharing, int inUse) {}

  /**
   * @param hours metered, a decimal number
   * @param coveredPercent how much of the cost is covered; may be more than 100
   */
  public record Month(
      UsageMonth month, @Wire.Unwrapped CostSums sums, String hours, long coveredPercent) {}

  /** A donor, with the name under which the user gave last, if that was public. */
  public record Contributor(
      UserId userId, Optional<String> name, String donations, String currency) {}

  /** How many users have a spending cap, and whose is reached this month. */
  public record SpendingCaps(int users, List<UserId> reached) {}
}
