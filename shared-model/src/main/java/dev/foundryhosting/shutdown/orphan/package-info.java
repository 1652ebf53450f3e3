/* SPDX-License-Identifier: Apache-2.0 */
/** Finds tasks and routes without a record, and removes them (docs/decisions/ADR-019.md). */
package dev.foundryhosting.shutdown.orphan;
