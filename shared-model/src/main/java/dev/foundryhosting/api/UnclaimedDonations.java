/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.util.List;

/**
 * The donations of a month that are no user's yet.
 *
 * @param donations in the platform's currency, a decimal number
 * @param otherDonations in other currencies
 */
public record UnclaimedDonations(String donations, @Wire.OmitEmpty List<Amount> otherDonations) {}
