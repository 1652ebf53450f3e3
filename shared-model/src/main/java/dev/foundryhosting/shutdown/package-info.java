/* SPDX-License-Identifier: Apache-2.0 */
/** When a running server must stop, and why. */
package dev.foundryhosting.shutdown;
