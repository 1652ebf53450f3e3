/* SPDX-License-Identifier: Apache-2.0 */
/** Maintenance and the overview of the platform, for administrators. */
package dev.foundryhosting.operation;
