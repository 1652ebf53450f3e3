/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;

/** How many credits this call booked. */
public record CreditAnswer(UserId userId, int booked) {}
