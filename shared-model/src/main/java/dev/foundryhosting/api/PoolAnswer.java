/* SPDX-License-Identifier: Apache-2.0 */
package dev.foundryhosting.api;

import java.util.List;

/**
 * The licences that are lent, and the user's own.
 *
 * @param free how many of them no server runs on
 */
public record PoolAnswer(List<LicenseAnswer> licenses, int total, int free) {}
