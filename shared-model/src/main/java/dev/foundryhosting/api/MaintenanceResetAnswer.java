/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/** How many servers run or start; how many sessions are prepared anew, or could not be. */
public record MaintenanceResetAnswer(
    Maintenance maintenance, int servers, int resumed, int failed) {}
