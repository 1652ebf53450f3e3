/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.util.List;

/**
 * What play cost in a month and what covers it. Amounts are decimal numbers in the platform's
 * currency.
 *
 * @param seconds metered
 * @param credits for roles
 * @param uncovered what of the cost neither donations nor credits cover
 * @param currency ISO 4217
 * @param otherDonations given in other currencies; they cover nothing
 */
public record CostSums(
    long seconds,
    String cost,
    String donations,
    String credits,
    String uncovered,
    String currency,
    @Wire.OmitEmpty List<Amount> otherDonations) {}
