/* SPDX-License-Identifier: Apache-2.0 */
/** How the platform refuses and fails: one catalogue of codes, one exception. */
package dev.foundryhosting.error;
