package dev.foundryhosting.api;

import dev.foundryhosting.platform.UserId;

/**
 * @param booked how many credits this call booked
 */
public record CreditAnswer(UserId userId, int booked) {}
