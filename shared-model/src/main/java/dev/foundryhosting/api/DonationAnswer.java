/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;
import dev.foundryhosting.usage.UsageMonth;
import java.util.Optional;

/**
 * A donation as it is booked.
 *
 * @param userId whose it is, once it is somebody's
 * @param month in which it was given, and for which it counts
 */
public record DonationAnswer(
    Optional<UserId> userId, UsageMonth month, @Wire.Unwrapped CostEntry.Donation donation) {}
