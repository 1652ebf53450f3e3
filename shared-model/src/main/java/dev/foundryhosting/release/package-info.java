/* SPDX-License-Identifier: Apache-2.0 */
/** The release cache: which builds of Foundry lie in it, and how more come in (ADR-023). */
package dev.foundryhosting.release;
