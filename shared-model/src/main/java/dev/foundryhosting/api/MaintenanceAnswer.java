/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

/** Whether the platform is in maintenance, and how many servers run or start. */
public record MaintenanceAnswer(Maintenance maintenance, int servers) {}
