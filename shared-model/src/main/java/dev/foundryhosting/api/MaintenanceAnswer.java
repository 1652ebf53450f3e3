/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/**
 * @param servers how many run or start
 */
public record MaintenanceAnswer(Maintenance maintenance, int servers) {}
