/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/**
 * An amount of money.
 *
 * @param amount a decimal number
 * @param currency ISO 4217
 */
public record Amount(String amount, String currency) {}
