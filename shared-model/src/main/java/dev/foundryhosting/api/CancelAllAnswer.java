/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/**
 * How many open sessions were called off.
 *
 * @param failed how many could not be; the log says why
 * @param left how many were left when the time was up
 */
public record CancelAllAnswer(int cancelled, int failed, int left) {}
