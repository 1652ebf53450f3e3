/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/**
 * @param servers how many run or start
 * @param resumed how many sessions are prepared anew
 * @param failed how many could not be
 */
public record MaintenanceResetAnswer(
    Maintenance maintenance, int servers, int resumed, int failed) {}
