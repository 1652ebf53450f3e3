/* SPDX-License-Identifier: Apache-2.0 */
/** Ko-fi's webhook: books each donation once. */
package dev.foundryhosting.functions.kofiwebhook;
