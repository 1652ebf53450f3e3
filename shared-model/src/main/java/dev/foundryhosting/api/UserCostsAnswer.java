/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.util.List;

/**
 * A user's month.
 *
 * @param entries by their times
 */
public record UserCostsAnswer(
    UserId userId, UsageMonth month, @Wire.Unwrapped CostSums sums, List<CostEntry> entries) {}
