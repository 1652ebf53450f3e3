/* SPDX-License-Identifier: Apache-2.0 */
/** Licences: who owns them, who may book them, which run holds one now. */
package dev.foundryhosting.license;
