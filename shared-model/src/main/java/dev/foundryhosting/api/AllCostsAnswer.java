/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.util.List;

/**
 * The month of all users together.
 *
 * @param sums of all, with the donations that are unclaimed
 * @param entries of each user
 */
public record AllCostsAnswer(
    UsageMonth month,
    @Wire.Unwrapped CostSums sums,
    List<UserSums> entries,
    UnclaimedDonations unclaimed) {
  /** The sums of one user. */
  public record UserSums(UserId userId, @Wire.Unwrapped CostSums sums) {}
}
