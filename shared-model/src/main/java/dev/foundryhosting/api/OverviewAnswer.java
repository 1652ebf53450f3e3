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
  /**
   * @param byStatus how many servers there are, by the label of each status
   */
  public record Servers(int total, @Wire.Unwrapped Map<String, Integer> byStatus) {}

  /**
   * @param players how many play, as far as that is known
   * @param seconds metered this month
   * @param cost of them
   */
  public record Running(int players, long seconds, String cost) {}

  /**
   * @param open how many sessions are to come, or on
   * @param byStatus how many of them, by the label of each status
   * @param next the one that starts next
   */
  public record Sessions(
      int open, @Wire.Unwrapped Map<String, Integer> byStatus, Optional<SessionAnswer> next) {}

  /**
   * @param bySharing how many licences there are, by the label of each sharing state
   * @param inUse how many of them a run holds
   */
  public record Licenses(int total, @Wire.Unwrapped Map<String, Integer> bySharing, int inUse) {}

  /**
   * @param hours metered, a decimal number
   * @param coveredPercent how much of the cost is covered; may be more than 100
   */
  public record Month(
      UsageMonth month, @Wire.Unwrapped CostSums sums, String hours, long coveredPercent) {}

  /**
   * @param name under which the user gave last, if that was public
   */
  public record Contributor(
      UserId userId, Optional<String> name, String donations, String currency) {}

  /**
   * @param users how many have a spending cap
   * @param reached whose cap is reached this month
   */
  public record SpendingCaps(int users, List<UserId> reached) {}
}
