/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The ledger: what play cost, what was donated and credited against it, each booked exactly once
 * (docs/decisions/ADR-014.md).
 */
package dev.foundryhosting.usage;
